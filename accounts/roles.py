"""The roles of A2 as data. A role is a name with a list of what it means; nothing inherits.

No role includes casework by being "higher" (A3): whatever a role may do stands in a rule that names
it.
"""

from collections.abc import Container
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext, gettext_noop, override

SECTION, BOARD, ORGANISATION, SCHOOL, LOCALITY = (
    "section",
    "board",
    "organisation",
    "school",
    "locality",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """One role: what it is called, what it is for, and what holds of it wherever it is given."""

    slug: str
    english_title: str
    english_description: str
    """One sentence in plain words, for those who give the role and those who hold it."""
    casework: bool = False
    """Works with families' cases; given only together with a practice manager (A3)."""
    two_factor: bool = False
    """Two-factor sign-in is compulsory (A4)."""
    scopes: tuple[str, ...] = ()
    """What the role can be limited to (A2); empty: portal-wide only."""
    wagtail: bool = False
    """Has a Django group of the same name, which carries its rights in the editing area."""
    module: str | None = None
    """The add-on without which the role means nothing."""
    platform_only: bool = False
    """Given in the operator's console, never in a portal."""
    indispensable: bool = False
    """The last person who holds it keeps it, and it has no end date."""
    team: bool = True
    """Given by invitation and shown on the team page; False: people take it by signing up."""

    @property
    def title(self) -> str:
        """What it is called, in the language in hand."""
        return gettext(self.english_title)

    @property
    def names(self) -> list[str]:
        """What it is called in every language of the product."""
        found = []
        for language, _ in settings.LANGUAGES:
            with override(language):
                found.append(self.title)
        return found

    @property
    def description(self) -> str:
        """The sentence, in the language in hand."""
        return gettext(self.english_description)


_ALL = (
    Role(
        slug="member",
        english_title=gettext_noop("Member"),
        english_description=gettext_noop("Takes part in the forum and answers consultations."),
        team=False,
    ),
    Role(
        slug="parent_representative",
        english_title=gettext_noop("Parent representative"),
        english_description=gettext_noop("Speaks for other parents and carers at meetings."),
        module="governance",
    ),
    Role(
        slug="service_provider",
        english_title=gettext_noop("Service provider"),
        english_description=gettext_noop(
            "Keeps an organisation's own entries in the directory up to date."
        ),
        scopes=(ORGANISATION,),
    ),
    Role(
        slug="moderator",
        english_title=gettext_noop("Moderator"),
        english_description=gettext_noop(
            "Looks after discussions: answers reports, hides and restores posts."
        ),
        scopes=(BOARD,),
        module="forum",
    ),
    Role(
        slug="steering_group",
        english_title=gettext_noop("Steering group member"),
        english_description=gettext_noop(
            "Helps to plan the forum's meetings and what they talk about."
        ),
        module="forum",
    ),
    Role(
        slug="development_group_member",
        english_title=gettext_noop("Development group member"),
        english_description=gettext_noop(
            "Holds a seat in the group that oversees the service, and votes there."
        ),
        module="governance",
    ),
    Role(
        slug="clerk",
        english_title=gettext_noop("Clerk"),
        english_description=gettext_noop(
            "Calls meetings, keeps agendas and minutes, and records votes."
        ),
        two_factor=True,
        module="governance",
    ),
    Role(
        slug="chair",
        english_title=gettext_noop("Chair"),
        english_description=gettext_noop("Chairs meetings and signs their minutes."),
        module="governance",
    ),
    Role(
        slug="author",
        english_title=gettext_noop("Author"),
        english_description=gettext_noop("Writes pages and sends them to an editor."),
        scopes=(SECTION,),
        wagtail=True,
    ),
    Role(
        slug="editor",
        english_title=gettext_noop("Editor"),
        english_description=gettext_noop("Edits everyone's pages and sends them to a publisher."),
        scopes=(SECTION,),
        wagtail=True,
    ),
    Role(
        slug="publisher",
        english_title=gettext_noop("Publisher"),
        english_description=gettext_noop("Publishes pages and takes them down."),
        scopes=(SECTION,),
        wagtail=True,
    ),
    Role(
        slug="portal_administrator",
        english_title=gettext_noop("Portal administrator"),
        english_description=gettext_noop(
            "Runs the portal: its team, its look and its add-ons. Cannot read casework."
        ),
        two_factor=True,
        wagtail=True,
        indispensable=True,
    ),
    Role(
        slug="volunteer",
        english_title=gettext_noop("Parent partner (volunteer)"),
        english_description=gettext_noop(
            "Supports the families of the cases that are assigned to them."
        ),
        casework=True,
        two_factor=True,
        module="casework",
    ),
    Role(
        slug="caseworker",
        english_title=gettext_noop("Caseworker"),
        english_description=gettext_noop("Advises families and keeps their cases."),
        casework=True,
        two_factor=True,
        scopes=(SCHOOL, LOCALITY),
        module="casework",
    ),
    Role(
        slug="practice_manager",
        english_title=gettext_noop("Practice manager"),
        english_description=gettext_noop(
            "Answers for all cases, for safeguarding and for supervision."
        ),
        casework=True,
        two_factor=True,
        module="casework",
        indispensable=True,
    ),
    Role(
        slug="service_manager",
        english_title=gettext_noop("Service manager"),
        english_description=gettext_noop("Leads the service and sees its figures, never a case."),
        two_factor=True,
    ),
    Role(
        slug="auditor",
        english_title=gettext_noop("Auditor"),
        english_description=gettext_noop("Reads the ledger of who did what, not the content."),
    ),
    Role(
        slug="operator",
        english_title=gettext_noop("Platform operator"),
        english_description=gettext_noop(
            "Creates, suspends and closes portals. Cannot open what is in them."
        ),
        two_factor=True,
        platform_only=True,
        indispensable=True,
    ),
)
ROLES: dict[str, Role] = {role.slug: role for role in _ALL}
CASEWORK_ROLES = frozenset(slug for slug, role in ROLES.items() if role.casework)
TWO_FACTOR_ROLES = frozenset(slug for slug, role in ROLES.items() if role.two_factor)
SHORT_SESSION_ROLES = CASEWORK_ROLES | {"operator"}
"""Their sessions end after half an hour unused, and after twelve hours (A5)."""
WAGTAIL_ROLES = frozenset(slug for slug, role in ROLES.items() if role.wagtail)
TEAM_ROLES = frozenset(slug for slug, role in ROLES.items() if role.team)

MEMBER = "member"
PORTAL_ADMINISTRATOR = "portal_administrator"
PRACTICE_MANAGER = "practice_manager"
AUDITOR = "auditor"
OPERATOR = "operator"


def role_choices() -> list[tuple[str, str]]:
    """Return slugs and titles; migrations name this function, so that titles can change freely."""
    return [(slug, role.title) for slug, role in ROLES.items()]


def roles_of_place(*, is_platform: bool, modules: Container[str]) -> list[Role]:
    """Return the roles that can be given on the platform, or in a portal with those add-ons."""
    return [
        role
        for role in ROLES.values()
        if role.platform_only == is_platform and (role.module is None or role.module in modules)
    ]
