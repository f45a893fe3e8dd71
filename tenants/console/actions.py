"""What an operator can do with a portal, as a table: when it is offered, and what it does."""

from dataclasses import dataclass

from tenants.models import Portal

SETTING_UP, LIVE, SUSPENDED, CLOSED = Portal.Status


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do: its address, the portals it is offered for, and plain words."""

    name: str
    """Name of its address in `console:`."""
    title: str
    text: str
    statuses: tuple[Portal.Status, ...] = (SETTING_UP, LIVE, SUSPENDED, CLOSED)


ACTIONS = (
    Action("rename", "Rename", "Change the name that people see. The addresses stay the same."),
    Action("add_domain", "Add a domain", "Let the portal answer at one more address."),
    Action(
        "resume",
        "Finish setting up",
        "Mark the portal as live, once its team is ready for the public.",
        (SETTING_UP,),
    ),
    Action(
        "suspend",
        "Suspend",
        "Take the portal offline for now. Visitors see a message. Nothing is lost.",
        (SETTING_UP, LIVE),
    ),
    Action("resume", "Resume", "Put the portal back online, as it was.", (SUSPENDED,)),
    Action("resume", "Reopen", "Undo the closing. The portal comes back as it was.", (CLOSED,)),
    Action(
        "close",
        "Close",
        "Take the portal offline for good. It can be reopened until somebody deletes it, which "
        "is possible after a cooling-off period.",
        (SETTING_UP, LIVE, SUSPENDED),
    ),
    Action(
        "delete",
        "Delete",
        "Remove the portal, its people, its pages and its files. This cannot be undone.",
        (CLOSED,),
    ),
)


def actions_for(portal: Portal, *, deletable: bool) -> list[Action]:
    """Return what can be done with a portal as it is now; deletion only once that is allowed."""
    return [
        action
        for action in ACTIONS
        if portal.status in action.statuses and (deletable or action.name != "delete")
    ]
