"""What this app holds about a person: for their own copy, and for when they leave (A8).

Names of other people are left out: the copy is the person's own, and goes where they take it.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_otp import devices_for_user
from django_otp_webauthn.models import WebAuthnUserHandle

from accounts.devices import device_in_words
from accounts.ledger.words import in_words, name_in_words
from accounts.mails import subject_of
from accounts.models import Invitation, LedgerEntry, PausedAddress, SentMail, User, Visit
from accounts.verbs import words_for
from tenants.modules import PersonalData
from tenants.personal_data import Holder

Rows = Iterator[Mapping[str, Any]]
CHUNK = 500
PERSON = "accounts.user"
OWN_DETAILS = frozenset(
    {"role", "roles", "fields", "from", "until", "reason", "by", "device", "what", "parts"}
)
"""What the ledger says of the person themselves; all else may name others."""


def account(person: User) -> Rows:
    """The account itself."""
    yield {
        _("E-mail address"): person.email,
        _("Display name"): person.display_name,
        _("Full name"): person.full_name,
        _("Language"): person.get_language_display(),
        _("Account made"): person.joined_at,
        _("Address confirmed"): person.email_confirmed_at,
        _("Last here"): person.seen_at,
        _("Number of the account"): str(person.uuid),
    }


def roles(person: User) -> Rows:
    """Roles held, now and before."""
    for grant in person.grants.order_by("starts_at").iterator(CHUNK):
        yield {
            _("Role"): grant.definition.title,
            _("From"): grant.starts_at,
            _("Until"): grant.ends_at,
            _("Only for"): " ".join(grant.scope or ()),
            _("Reason"): grant.reason,
        }


def invitations(person: User) -> Rows:
    """Invitations that the person got; those they sent are about others."""
    for each in Invitation.objects.filter(email=person.email).iterator(CHUNK):
        yield {
            _("Role"): each.definition.title,
            _("Name on it"): each.display_name,
            _("Sent"): each.created_at,
            _("Accepted"): each.accepted_at,
            _("Withdrawn"): each.withdrawn_at,
        }


def visits(person: User) -> Rows:
    """Sign-ins that are remembered."""
    for visit in Visit.objects.filter(user=person).iterator(CHUNK):
        yield {
            _("Device"): device_in_words(visit.user_agent),
            _("As the browser calls itself"): visit.user_agent,
            _("Internet address"): visit.address,
            _("Signed in"): visit.began_at,
            _("Last used"): visit.seen_at,
        }


def address_changes(person: User) -> Rows:
    """Other e-mail addresses that were asked for."""
    for change in person.email_changes.iterator(CHUNK):
        yield {
            _("New address"): change.new_email,
            _("Asked"): change.asked_at,
            _("Changed"): change.done_at,
            _("Taken back"): change.withdrawn_at,
        }


def second_factors(person: User) -> Rows:
    """Devices for two-step verification; never their secrets."""
    for device in devices_for_user(person, confirmed=True):
        yield {_("Device"): device.name, _("Added"): getattr(device, "created_at", None)}
    for code in person.recovery_codes.all():
        yield {_("Recovery code"): code.number, _("Made"): code.made_at, _("Used"): code.used_at}
    for reset in person.second_factor_resets.all():
        yield {_("Reset asked"): reset.asked_at, _("Reason"): reset.reason}


def notifications(person: User) -> Rows:
    """What the person was told."""
    for each in person.notifications.order_by("pk").iterator(CHUNK):
        yield {
            _("Title"): each.title,
            _("Text"): each.text,
            _("Told"): each.created_at,
            _("Read"): each.read_at,
        }


def choices(person: User) -> Rows:
    """How the person wants to be told."""
    for choice in person.notification_choices.all():
        yield {_("Kind"): choice.kind, _("By e-mail"): choice.get_delivery_display()}


def mails(person: User) -> Rows:
    """Mails that left, and what came back."""
    for mail in SentMail.objects.filter(email=person.email).iterator(CHUNK):
        yield {
            _("About"): subject_of(mail.kind),
            _("Sent"): mail.sent_at,
            _("Came back"): mail.bounced_at,
            _("Problem"): mail.problem,
        }


def ledger(person: User) -> Rows:
    """Entries that the person made or that are about them."""
    about = Q(subject_type=PERSON, subject_id=str(person.uuid))
    entries = LedgerEntry.objects.filter(about | Q(actor_uuid=person.uuid)).order_by("number")
    for entry in entries.iterator(CHUNK):
        is_about = entry.subject_type == PERSON and entry.subject_id == str(person.uuid)
        detail = entry.detail.items() if is_about else ()
        yield {
            _("Number"): entry.number,
            _("When"): entry.at,
            _("Who"): _who(entry, person),
            _("What"): words_for(entry.verb),
            _("About"): _("you") if is_about else _("something or somebody else"),
            _("Detail"): {
                name_in_words(key): in_words(value, key)
                for key, value in detail
                if key in OWN_DETAILS
            },
        }


def forget(person: User) -> None:
    """Take away all that only served the person's account."""
    for device in devices_for_user(person, confirmed=None):
        device.delete()
    WebAuthnUserHandle.objects.filter(user=person).delete()
    person.recovery_codes.all().delete()
    person.second_factor_resets.all().delete()
    person.notifications.all().delete()
    person.notification_choices.all().delete()
    person.email_changes.all().delete()
    person.visits.all().delete()
    SentMail.objects.filter(email=person.email).delete()
    PausedAddress.objects.filter(email=person.email).delete()
    Invitation.objects.filter(email=person.email).delete()


def _who(entry: LedgerEntry, person: User) -> str:
    """Return who did it, without another person's name."""
    if entry.actor_uuid is None:
        return entry.actor_label
    return _("you") if entry.actor_uuid == person.uuid else _("somebody else")


HOLDER = Holder(
    slug="accounts",
    on_platform=True,
    forget_person=forget,
    personal_data=(
        PersonalData(gettext_lazy("Your account"), account),
        PersonalData(gettext_lazy("Your roles"), roles),
        PersonalData(gettext_lazy("Invitations to you"), invitations),
        PersonalData(gettext_lazy("Where you signed in"), visits),
        PersonalData(gettext_lazy("Changes of your e-mail address"), address_changes),
        PersonalData(gettext_lazy("Two-step verification"), second_factors),
        PersonalData(gettext_lazy("What we told you"), notifications),
        PersonalData(gettext_lazy("How you want to be told"), choices),
        PersonalData(gettext_lazy("E-mails to you"), mails),
        PersonalData(gettext_lazy("Entries in the ledger"), ledger),
    ),
)
