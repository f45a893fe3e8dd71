"""A lost device: one manager of the team asks, another agrees, the person is told (A4)."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.addresses import full_address
from accounts.ledger import record
from accounts.mails import mail_after_commit
from accounts.models import SecondFactorReset, User
from accounts.models.people import new_session_mark
from accounts.rules import (
    can_agree_to_reset,
    can_ask_for_reset,
    can_see_resets,
    can_withdraw_reset,
)
from accounts.services.second_factors import MODELS
from accounts.verbs import Verb
from tenants.errors import ServiceError

GONE = gettext_lazy("This request is no longer open.")


def ask_for_reset(*, actor: User, person: User, reason: str) -> SecondFactorReset:
    """Ask that a person's devices be taken away; they are told at once. Raises `ServiceError`."""
    if not can_ask_for_reset(actor, person):
        raise ServiceError(_("You cannot ask for this."))
    if not reason.strip():
        raise ServiceError({"reason": _("Say how you know that it is really them who asked.")})
    try:
        with transaction.atomic():
            reset = SecondFactorReset.objects.create(
                user=person, asked_by=actor, reason=reason.strip()
            )
            _mail("second_factor_reset_asked", reset)
            detail = {"reason": reset.reason}
            record(actor=actor, verb=Verb.RESET_ASKED, subject=person, detail=detail)
    except IntegrityError:
        raise ServiceError(_("Somebody has asked for this already.")) from None
    return reset


def agree_to_reset(*, actor: User, reset: SecondFactorReset) -> User:
    """Be the second person: the devices and codes go, every session ends, the person is told."""
    with transaction.atomic():
        locked = _locked(reset)
        if not can_agree_to_reset(actor, locked):
            raise ServiceError(_("Another manager of the team has to agree to this."))
        if locked.asked_by is None or not can_see_resets(locked.asked_by):
            raise ServiceError(
                _("Who asked no longer manages the team. Take it back and ask anew.")
            )
        locked.agreed_by, locked.done_at = actor, timezone.now()
        locked.save(update_fields=["agreed_by", "done_at"])
        remove_all_devices(locked.user)
        _mail("second_factor_reset_done", locked)
        detail = {"asked_by": locked.asked_by.ledger_label, "reason": locked.reason}
        record(actor=actor, verb=Verb.SECOND_FACTOR_RESET, subject=locked.user, detail=detail)
    return locked.user


def withdraw_reset(*, actor: User, reset: SecondFactorReset) -> SecondFactorReset:
    """Take a request back, as a manager of the team or as the person whose devices they are."""
    with transaction.atomic():
        locked = _locked(reset)
        if not can_withdraw_reset(actor, locked):
            raise ServiceError(_("You cannot take this back."))
        locked.withdrawn_at = timezone.now()
        locked.save(update_fields=["withdrawn_at"])
        record(actor=actor, verb=Verb.RESET_WITHDRAWN, subject=locked.user)
    return locked


def reset_from_command_line(*, person: User, reason: str) -> None:
    """Take a person's devices away, where a portal has nobody left who could be the second."""
    with transaction.atomic():
        remove_all_devices(person)
        reset = SecondFactorReset(user=person, reason=reason)
        _mail("second_factor_reset_done", reset)
        detail = {"reason": reason}
        record(actor=None, verb=Verb.SECOND_FACTOR_RESET, subject=person, detail=detail)


def remove_all_devices(person: User) -> None:
    """Delete a person's devices and codes and end their sessions, for services that checked."""
    for model in MODELS.values():
        model.objects.filter(user=person).delete()
    person.recovery_codes.all().delete()
    person.session_mark = new_session_mark()
    person.save(update_fields=["session_mark"])


def _locked(reset: SecondFactorReset) -> SecondFactorReset:
    """Return an open request, locked; one of another portal with the same key is another's."""
    open_ones = SecondFactorReset.objects.open().select_for_update(of=("self",))
    found = open_ones.select_related("user", "asked_by").filter(pk=reset.pk).first()
    if found is None or found.user.uuid != reset.user.uuid:
        raise ServiceError(GONE)
    return found


def _mail(name: str, reset: SecondFactorReset) -> None:
    mail_after_commit(
        name,
        to=reset.user.email,
        language=reset.user.language,
        person=reset.user,
        reset=reset,
        moment=timezone.now(),
        link=full_address("sign_in"),
    )
