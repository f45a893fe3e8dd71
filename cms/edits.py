"""How many slips of the finger lie between two words; pure, for `cms.spelling`."""


def slips(typed: str, known: str, most: int) -> int:
    """Return how often a letter is wrong, missing, too many or swapped with its neighbour.

    Never more than `most` + 1: what is farther away is not measured.
    """
    if abs(len(typed) - len(known)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(known) + 1))
    for i, letter in enumerate(typed, start=1):
        older, before, row = before, row, [i]
        for j, other in enumerate(known, start=1):
            least = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == known[j - 2] and typed[i - 2] == other:
                least = min(least, older[j - 2] + 1)
            row.append(least)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)
