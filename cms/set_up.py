"""The set-up checklist of a new portal, read from what is really there (P6)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import PageLogEntry

from accounts.ledger import record
from accounts.models import Invitation, LedgerEntry, RoleGrant
from cms.complaints import complaint_rules
from cms.models import ComplaintsPage, PolicyPage, SetUpTick
from cms.rules import can_set_up
from cms.verbs import Verb
from tenants.current import current_portal
from tenants.errors import ServiceError

Item = SetUpTick.Item


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that a new portal needs, how to see that it is done, and where it is done."""

    slug: str
    title: str | Promise
    hint: str | Promise
    is_done: Callable[[], bool]
    url: Callable[[], str]
    tick: str = ""
    """The tick that also counts as done: for what nobody can see from outside."""


@dataclass(frozen=True, slots=True)
class StepState:
    """A step as it stands now."""

    step: Step
    done: bool
    url: str


def _team_is_invited() -> bool:
    return Invitation.objects.exists() or RoleGrant.objects.of_team().count() > 1


def _privacy_page() -> PolicyPage | None:
    return PolicyPage.objects.live().filter(slug="privacy").order_by("pk").first()


def _privacy_url() -> str:
    page = _privacy_page()
    if page is None:
        return reverse("wagtailadmin_explore_root")
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def _privacy_is_edited() -> bool:
    page = _privacy_page()
    return page is not None and _is_published_by_somebody(page.pk)


def _complaints_url() -> str:
    page = ComplaintsPage.objects.live().order_by("pk").first()
    if page is None:
        return reverse("contact_details")
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def _is_published_by_somebody(pk: int | None = None) -> bool:
    entries = PageLogEntry.objects.filter(action="wagtail.publish", user__isnull=False)
    return (entries.filter(page_id=pk) if pk else entries).exists()


STEPS: tuple[Step, ...] = (
    Step(
        "team",
        gettext_lazy("Invite your team"),
        gettext_lazy("They choose their own passwords. You choose what each may do."),
        _team_is_invited,
        lambda: reverse("accounts:invite"),
    ),
    Step(
        "contact",
        gettext_lazy("Say how people reach you"),
        gettext_lazy("E-mail address, telephone, address and hours, shown on every page."),
        lambda: bool(current_portal().contact_email and current_portal().contact_telephone),
        lambda: reverse("contact_details"),
    ),
    Step(
        "complaints",
        gettext_lazy("Say where complaints go"),
        gettext_lazy("A mailbox that somebody reads on every working day."),
        lambda: bool(complaint_rules().mailbox),
        _complaints_url,
    ),
    Step(
        "privacy",
        gettext_lazy("Check the privacy notice"),
        gettext_lazy("Read it, and change what is not so with you. Then tick it off."),
        _privacy_is_edited,
        _privacy_url,
        Item.PRIVACY,
    ),
    Step(
        "modules",
        gettext_lazy("Choose the add-ons"),
        gettext_lazy("Forum, Development Group, casework: switch off what you do not need."),
        lambda: LedgerEntry.objects.filter(
            verb__in=["tenants.module_on", "tenants.module_off"]
        ).exists(),
        lambda: reverse("add_ons"),
        Item.MODULES,
    ),
    Step(
        "page",
        gettext_lazy("Publish your first page"),
        gettext_lazy("Change the home page to your own words, for example."),
        _is_published_by_somebody,
        lambda: reverse("wagtailadmin_explore_root"),
    ),
)


def checklist(person: Any) -> list[StepState]:
    """Return the list for an administrator; empty for others, when all is done or put away."""
    if not can_set_up(person):
        return []
    ticked = set(SetUpTick.objects.values_list("item", flat=True))
    if Item.DISMISSED in ticked:
        return []
    states = [StepState(step, step.tick in ticked or step.is_done(), step.url()) for step in STEPS]
    return [] if all(state.done for state in states) else states


def tick_set_up(*, actor: Any, item: str) -> None:
    """Tick something off, or put the list away. Raises `ServiceError`; twice is once."""
    if not can_set_up(actor):
        raise ServiceError(_("Only the portal's administrators set it up."))
    if item not in Item.values:
        raise ServiceError(_("There is no such line on the list."))
    with transaction.atomic():
        try:
            with transaction.atomic():
                tick = SetUpTick.objects.create(item=item, by=actor)
        except IntegrityError:
            return
        record(actor=actor, verb=Verb.SET_UP_TICKED, subject=tick, detail={"item": item})


def take_back_tick(*, actor: Any, item: str) -> None:
    """Take a tick back, or bring the list back. Raises `ServiceError`."""
    if not can_set_up(actor):
        raise ServiceError(_("Only the portal's administrators set it up."))
    with transaction.atomic():
        tick = SetUpTick.objects.filter(item=item).first()
        if tick is not None:
            record(actor=actor, verb=Verb.SET_UP_UNTICKED, subject=tick, detail={"item": item})
            tick.delete()
