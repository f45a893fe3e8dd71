"""Telling people about proposed changes, and about what readers say is wrong (C9)."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy

from accounts.models import Delivery, RoleGrant, User
from accounts.notifications import NotificationKind, notify, notify_many
from cms.directory.models import EntryReport, Organisation, ProposedChange
from cms.directory.rules import EDITORS, PROVIDER

WAITING, DECIDED = "directory.change_waiting", "directory.change_decided"
WRONG = "directory.entry_wrong"
KINDS = (
    NotificationKind(
        slug=WAITING,
        title=gettext_lazy("A change of the directory waits"),
        description=gettext_lazy("A provider proposes a change that somebody has to pass."),
        default=Delivery.DAILY,
        roles=frozenset(EDITORS),
    ),
    NotificationKind(
        slug=DECIDED,
        title=gettext_lazy("Your change of the directory"),
        description=gettext_lazy("Somebody passed or refused a change that you proposed."),
        roles=frozenset({PROVIDER}),
    ),
    NotificationKind(
        slug=WRONG,
        title=gettext_lazy("Something may be wrong in the directory"),
        description=gettext_lazy("A reader says that an entry that you look after is not right."),
        roles=frozenset({*EDITORS, PROVIDER}),
    ),
)
TO_PASS = gettext_lazy("%(organisation)s proposes a change: %(entry)s")
PASSED = gettext_lazy("Your change of “%(entry)s” is passed")
PASSED_EDITED = gettext_lazy("Your change of “%(entry)s” is passed, with corrections")
REFUSED = gettext_lazy("Your change of “%(entry)s” is not passed")
SHOWN = gettext_lazy("It shows on the site now.")
NOT_YET_SHOWN = gettext_lazy("It shows on the site when a publisher has looked at it.")
WHY = gettext_lazy("Why: %(reason)s")
IS_WRONG = gettext_lazy("Somebody says that something is wrong in “%(entry)s”")


def tell_waiting(change: ProposedChange) -> None:
    """Tell everybody who may pass a change that it waits: once, however often it is edited."""
    notify_many(
        _editors(),
        WAITING,
        title=_said(TO_PASS, organisation=change.organisation.name, entry=change.label),
        text=change.note,
        path=reverse("entries:moderate_change", args=[change.pk]),
        key=f"change-waiting:{change.pk}",
    )


def tell_decided(change: ProposedChange, *, edited: bool = False, shown: bool = True) -> None:
    """Tell who proposed a change what became of it; nobody, where they have left."""
    if change.proposed_by is None:
        return
    is_passed = change.state == ProposedChange.State.ACCEPTED
    passed = PASSED_EDITED if edited else PASSED
    text = (SHOWN if shown else NOT_YET_SHOWN) if is_passed else _said(WHY, reason=change.reason)
    notify(
        change.proposed_by,
        DECIDED,
        title=_said(passed if is_passed else REFUSED, entry=change.label),
        text=text,
        path=reverse("entries:change", args=[change.pk]),
        key=f"change-decided:{change.pk}",
    )


def tell_wrong(report: EntryReport) -> None:
    """Tell whoever keeps an entry, and everybody who passes changes, what a reader says."""
    service = report.service
    people = {each.pk: each for each in (*_editors(), *providers_of(service.organisation))}
    notify_many(
        people.values(),
        WRONG,
        title=_said(IS_WRONG, entry=service.name),
        text=lazy(lambda: _wrong_in_words(report), str)(),
        path=reverse("entries:report", args=[report.pk]),
        key=f"entry-wrong:{report.pk}",
    )


def providers_of(organisation: Organisation) -> list[User]:
    """Return whose role is for that organisation; else those whose role is for all of them."""
    held = _held(role=PROVIDER)
    near = held.filter(scope_key=str(organisation.pk)).values("user")
    everywhere = held.filter(scope_kind="").values("user")
    people = User.objects.filter
    return list(people(pk__in=near)) or list(people(pk__in=everywhere))


def _editors() -> QuerySet[User]:
    return User.objects.filter(pk__in=_held(role__in=EDITORS, scope_kind="").values("user"))


def _wrong_in_words(report: EntryReport) -> str:
    words = ", ".join(str(each) for each in report.fault_words())
    return f"{words}. {report.note}".strip()


def _held(**what: Any) -> QuerySet[RoleGrant]:
    """Return the roles that people who can sign in hold now."""
    return RoleGrant.objects.active_on(timezone.now()).of_usable_people().filter(**what)


def _said(text: Any, **terms: str) -> Any:
    """Return a sentence that is put together in the language of whoever reads it."""
    return lazy(lambda: str(text) % terms, str)()
