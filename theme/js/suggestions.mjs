// Suggestions under a search box while somebody types: a combobox with a list, as the ARIA
// Authoring Practices have it. Without this script, the box is a plain form.
const WAIT = 200; // milliseconds after the last key
const FEWEST = 2; // letters

export function suggest(row) {
  const input = row.querySelector("input");
  const list = document.createElement("ul");
  list.id = `${input.id}-suggestions`;
  list.className = "casement-suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", row.dataset.found);
  list.hidden = true;
  row.append(list);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]]) {
    input.setAttribute(name, value);
  }
  let timer, asked, at = -1;

  function close() {
    clearTimeout(timer);
    asked?.abort();
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function choose(number) {
    const options = [...list.children];
    at = (number + options.length) % options.length;
    options.forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
    input.setAttribute("aria-activedescendant", options[at].id);
  }

  function show(suggestions) {
    list.replaceChildren(...suggestions.map((each, index) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${index}`;
      option.className = "casement-suggestions__option";
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.url = each.url;
      option.textContent = each.title;
      if (each.kind) {
        const kind = document.createElement("span");
        kind.className = "casement-suggestions__kind";
        kind.textContent = each.kind;
        option.append(kind);
      }
      return option;
    }));
    at = -1;
    list.hidden = suggestions.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    input.removeAttribute("aria-activedescendant");
  }

  async function ask() {
    asked?.abort();
    asked = new AbortController();
    try {
      const answer = await fetch(`${row.dataset.url}?q=${encodeURIComponent(input.value)}`, { signal: asked.signal });
      if (answer.ok && document.activeElement === input) show((await answer.json()).suggestions);
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    if (input.value.trim().length < FEWEST) close();
    else timer = setTimeout(ask, WAIT);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (!list.hidden && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      choose(event.key === "ArrowDown" ? at + 1 : Math.max(at, 0) - 1);
    } else if (!list.hidden && event.key === "Enter" && at >= 0) {
      event.preventDefault();
      window.location.assign(list.children[at].dataset.url);
    }
  });
  input.addEventListener("blur", close);
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) window.location.assign(option.dataset.url);
  });
}
