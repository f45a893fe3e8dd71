"""Signing in and out, and the portal that a session was made for (A6). The only place for it."""

from django.contrib.auth import SESSION_KEY, authenticate, get_user, login, logout
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from accounts.models import User
from tenants.current import current
from tenants.errors import ServiceError

PORTAL = "portal"
"""Where a session keeps the key of its portal."""
NOT_KNOWN = (
    "The e-mail address or password is not right. If you have just signed up, follow the link in "
    "the e-mail that we sent you first."
)
"""One message for a wrong password, an unknown address, and an account that cannot be used."""


def check_credentials(request: HttpRequest, *, email: str, password: str) -> User:
    """Return who is signing in; raise `ServiceError` with the same words whatever is wrong."""
    user = authenticate(request, email=email, password=password)
    if not isinstance(user, User):
        raise ServiceError(NOT_KNOWN)
    return user


def sign_in(request: HttpRequest, user: User) -> None:
    """Start a session for somebody whose credentials are checked; its key is a new one."""
    login(request, user, backend="accounts.backends.EmailBackend")


def sign_out(request: HttpRequest) -> None:
    """End the session."""
    logout(request)


def bind_to_portal(request: HttpRequest) -> None:
    """Note in the session which portal it is for."""
    request.session[PORTAL] = str(current().key)


def person_of(request: HttpRequest) -> User | AnonymousUser:
    """Return whose session this is; one that was made for another portal ends here."""
    session = request.session
    made_for = session.get(PORTAL)
    if made_for != str(current().key) and (made_for is not None or SESSION_KEY in session):
        session.flush()
        return AnonymousUser()
    person = get_user(request)
    return person if isinstance(person, User) else AnonymousUser()
