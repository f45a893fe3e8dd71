"""Signing in and out, and what a session knows (A4–A6). The only place for it.

A session holds the portal it was made for, when it began, when it was last used, how the person
proved who they are, and when they last did so. `person_of` refuses one that is over.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import (
    SESSION_KEY,
    authenticate,
    get_user,
    login,
    logout,
    update_session_auth_hash,
)
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy

from accounts.models import User, Visit
from accounts.roles import SHORT_SESSION_ROLES
from accounts.throttling.sign_in import SignInTry
from tenants.current import current
from tenants.errors import ServiceError
from tenants.visitors import address_of, network_of

PORTAL = "portal"
"""Where a session keeps the key of its portal."""
BEGAN, SEEN = "began", "seen"
METHOD, PROVED = "method", "proved"
"""How the person last proved who they are, and when."""
PASSWORD = "password"  # noqa: S105
TOTP, PASSKEY, RECOVERY = "totp", "passkey", "recovery"
SECOND_FACTORS = frozenset({TOTP, PASSKEY, RECOVERY})
HALF = "half"
"""Whose password was right, while the second step is awaited; nobody is signed in yet."""
HALF_LASTS = timedelta(minutes=10)
SEEN_EVERY = timedelta(minutes=1)
"""How exactly a session knows when it was last used; a write for each request would be too many."""
NOT_KNOWN = gettext_lazy(
    "The e-mail address or password is not right. If you have just signed up, follow the link in "
    "the e-mail that we sent you first."
)
"""One message for a wrong password, an unknown address, and an account that cannot be used."""
DEMONSTRATION_OVER = gettext_lazy(
    "This account was made for a demonstration, and everybody knows its password. It cannot sign "
    "in here. Ask your team to invite you."
)
"""Said only to those who know that password."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a session lasts: unused, and at the longest."""

    idle: timedelta
    absolute: timedelta


SHORT = Limits(idle=timedelta(minutes=30), absolute=timedelta(hours=12))
"""For those who can open casework or the console (A5)."""
USUAL = Limits(idle=timedelta(days=14), absolute=timedelta(days=30))


def limits_for(person: User) -> Limits:
    """Return how long a person's sessions last."""
    return SHORT if person.roles_anywhere & SHORT_SESSION_ROLES else USUAL


def check_credentials(request: HttpRequest, *, email: str, password: str) -> User:
    """Return who is signing in; raise `ServiceError` with the same words whatever is wrong.

    After too many tries, raise `TooMany`, for addresses with and without an account alike.
    """
    trying = SignInTry.of(email, network_of(request))
    trying.check()
    user = authenticate(request, email=email, password=password)
    if not isinstance(user, User):
        trying.failed()
        known = User.objects.with_email(email)
        is_over = known and known.is_left_over and known.check_password(password)
        raise ServiceError(DEMONSTRATION_OVER if is_over else NOT_KNOWN)
    trying.succeeded()
    return user


def sign_in(request: HttpRequest, user: User, *, method: str = PASSWORD) -> None:
    """Start a session for somebody whose credentials are checked; its key is a new one.

    Raises `ServiceError` for an account of a demonstration that is over, however they came here.
    """
    if user.is_left_over:
        raise ServiceError(DEMONSTRATION_OVER)
    request.session.pop(HALF, None)
    login(request, user, backend="accounts.backends.EmailBackend")
    note_proof(request, user, method=method)


def begin(request: HttpRequest, user: User) -> Visit:
    """Write into a new session what is known of it, and list it among the person's visits."""
    request.session[PORTAL] = str(current().key)
    request.session[BEGAN] = request.session[SEEN] = timezone.now().isoformat()
    forget_second_factor(request)
    note_proof(request, user, method=PASSWORD)
    request.session.save()
    _note_day(user)
    visit, _made = Visit.objects.update_or_create(  # the same person may sign in once more
        session_key=request.session.session_key or "",
        defaults={
            "user": user,
            "began_at": timezone.now(),
            "seen_at": timezone.now(),
            "user_agent": request.headers.get("User-Agent", "")[:300],
            "address": address_of(request),
        },
    )
    return visit


def note_proof(request: HttpRequest, user: User, *, method: str) -> None:
    """Note that the person has just proved who they are, in this way."""
    now = timezone.now()
    if method in SECOND_FACTORS or request.session.get(METHOD) not in SECOND_FACTORS:
        request.session[METHOD] = method
    request.session[PROVED] = now.isoformat()
    user.second_factor, user.proved_at = request.session[METHOD], now


def forget_second_factor(request: HttpRequest) -> None:
    """Note that the session has passed none: it is new, or the last device is gone."""
    request.session.pop(METHOD, None)


def renew_key(request: HttpRequest, user: User) -> None:
    """Give the session in hand a new key, and its visit with it, and the person's new hash.

    For when what the session may do has changed; other sessions whose hash is old are over.
    """
    old = request.session.session_key
    update_session_auth_hash(request, user)
    Visit.objects.filter(session_key=old).update(session_key=request.session.session_key)


def begin_half(request: HttpRequest, user: User) -> None:
    """Note whose password was right; they are signed in once the second step is done."""
    request.session.flush()
    request.session[PORTAL] = str(current().key)
    mark = user.get_session_auth_hash()
    request.session[HALF] = [str(user.uuid), timezone.now().isoformat(), mark]


def half_of(request: HttpRequest) -> User | None:
    """Return who has still to do the second step of signing in here, None when there is none."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    uuid, at, mark = request.session.get(HALF) or ("", "", "")
    if not uuid or request.session.get(PORTAL) != str(current().key):
        return None
    if timezone.now() - datetime.fromisoformat(at) > HALF_LASTS:
        return None
    person = User.objects.usable().filter(uuid=uuid).first()
    if person is None or not constant_time_compare(mark, person.get_session_auth_hash()):
        return None  # the password was changed meanwhile, or all sessions were ended
    return person


def sign_out(request: HttpRequest) -> None:
    """End the session."""
    _leave_visit(request)
    logout(request)


def _leave_visit(request: HttpRequest) -> None:
    """Keep the visit of a session that ends, without its address: its device stays known."""
    Visit.objects.filter(session_key=request.session.session_key).update(address=None)


def person_of(request: HttpRequest) -> User | AnonymousUser:
    """Return whose session this is; one of another portal, or past its time, ends here."""
    session = request.session
    made_for = session.get(PORTAL)
    if made_for != str(current().key) and (made_for is not None or SESSION_KEY in session):
        session.flush()
        return AnonymousUser()
    person = get_user(request)
    if not isinstance(person, User):
        return AnonymousUser()
    if is_over(request, person):
        # Not by `sign_out`, which would ask for `request.user`: for the person asked for here.
        _leave_visit(request)
        session.flush()
        request.session_expired = True  # type: ignore[attr-defined]
        return AnonymousUser()
    _note_use(request, person)
    return person


def is_over(request: HttpRequest, person: User) -> bool:
    """Whether a session has been unused, or has lasted, for too long."""
    began, seen = _moment(request, BEGAN), _moment(request, SEEN)
    if began is None or seen is None:
        return True
    now, limits = timezone.now(), limits_for(person)
    return now - seen > limits.idle or now - began > limits.absolute


def _note_use(request: HttpRequest, person: User) -> None:
    """Tell the person what their session has proved; note that it is used, once a minute."""
    method = request.session.get(METHOD, PASSWORD)
    person.second_factor = method if method in SECOND_FACTORS else ""
    person.proved_at = _moment(request, PROVED)
    now, seen = timezone.now(), _moment(request, SEEN)
    if seen is None or now - seen < SEEN_EVERY:
        return
    request.session[SEEN] = now.isoformat()
    Visit.objects.filter(session_key=request.session.session_key).update(seen_at=now)
    _note_day(person)


def _note_day(person: User) -> None:
    """Note that the person is here today; digests stop for those who are not, for long enough."""
    now = timezone.now()
    if person.seen_at is None or person.seen_at.date() != now.date():
        User.objects.filter(pk=person.pk).update(seen_at=now)


def _moment(request: HttpRequest, name: str) -> datetime | None:
    text = request.session.get(name)
    return datetime.fromisoformat(text) if text else None
