"""Arguments of the addresses of the platform's console."""

from tests.permissions.arguments.kinds import Arguments, Table


def slug() -> Arguments:
    return {"slug": "south"}


CONSOLE: Table = {
    **{
        f"console:{name}": slug
        for name in (
            "detail",
            "created",
            "rename",
            "add_domain",
            "suspend",
            "resume",
            "close",
            "delete",
        )
    },
}
