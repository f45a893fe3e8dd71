"""Arguments of the addresses of people: roles, invitations, devices, mails."""

from django.core.mail import EmailMessage

from accounts.change_links import OLD, STOP, link_for
from accounts.models import EmailChange, Notification, RoleGrant, User
from accounts.notifications.unsubscribing import unsubscribe_url
from accounts.tokens import confirm_url, reset_tokens
from tenants.current import current
from tenants.mail_files import PortalFileBackend, newest_mails
from tests.factories.accounts import (
    InvitationFactory,
    RoleGrantFactory,
    SecondFactorResetFactory,
    UserFactory,
)
from tests.permissions.arguments.kinds import Arguments, Table


def reset() -> Arguments:
    person = User.objects.first()
    return {"uuid": person.uuid, "token": reset_tokens.make_token(person)}


def confirmation() -> Arguments:
    return {"token": confirm_url(UserFactory(email_confirmed_at=None)).split("/")[-2]}


def invited() -> Arguments:
    role = "operator" if current().is_platform else "editor"
    InvitationFactory(token="a-token", role=role)
    return {"token": "a-token"}


def grant() -> Arguments:
    return {"pk": RoleGrant.objects.of_team().first().pk}


def somebody() -> Arguments:
    return {"uuid": UserFactory().uuid}


def lasting_grant() -> Arguments:
    role = "operator" if current().is_platform else "editor"
    return {"pk": RoleGrantFactory(role=role).pk}


def invitation() -> Arguments:
    role = "operator" if current().is_platform else "editor"
    return {"pk": InvitationFactory(role=role).pk}


def lost_device() -> Arguments:
    return {"pk": SecondFactorResetFactory().pk}


def address_change(side: str) -> Arguments:
    wanted = {"new_email": "new@people.example"}
    change, _made = EmailChange.objects.get_or_create(wanted, user=User.objects.first())
    return {"token": link_for(change, side).split("/")[-2]}


def notification() -> Arguments:
    bosses = User.objects.filter(email="portal_administrator@permissions.example")
    boss = bosses.first() or UserFactory()
    row = Notification(user=boss, kind="accounts.role_given", title="A role", delivery="never")
    row.save()
    return {"pk": row.pk}


def subscription() -> Arguments:
    url = unsubscribe_url(User.objects.first(), "accounts.role_ends_soon")
    return {"token": url.split("/")[-2]}


def kept_mail() -> Arguments:
    PortalFileBackend().send_messages([EmailMessage("Words", "Text", to=["a@people.example"])])
    return {"name": next(newest_mails(1)).name}


PEOPLE: Table = {
    "accounts:password_new": reset,
    "accounts:confirm_email": confirmation,
    "accounts:accept_invitation": invited,
    "accounts:email_change_confirm": lambda: address_change(OLD),
    "accounts:email_change_stop": lambda: address_change(STOP),
    "accounts:end_session": lambda: {"pk": 1},
    "accounts:notification": notification,
    "accounts:unsubscribe": subscription,
    "accounts:unsubscribed": subscription,
    "accounts:demonstration_mail": kept_mail,
    "accounts:demonstration_mail_html": kept_mail,
    "accounts:end_role": grant,
    "accounts:device_remove": lambda: {"kind": "app", "pk": 1},
    "accounts:reset_ask": somebody,
    "accounts:reset_agree": lost_device,
    "accounts:reset_withdraw": lost_device,
    "accounts:ledger_entry": lambda: {"number": 1},
    "accounts:change_role_end": lasting_grant,
    "accounts:leave_role": grant,
    "accounts:person": somebody,
    "accounts:give_role": somebody,
    "accounts:suspend": somebody,
    "accounts:restore": somebody,
    "accounts:end_sessions_of": somebody,
    "accounts:resend": invitation,
    "accounts:withdraw": invitation,
    "accounts:agree": invitation,
}
