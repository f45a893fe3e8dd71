"""Security headers on every answer that is made here."""

from collections.abc import Callable, Mapping

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

STRICT: Mapping[str, str] = {
    "default-src": "'none'",
    "base-uri": "'none'",
    "connect-src": "'self'",
    "font-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "img-src": "'self' data:",
    "manifest-src": "'self'",
    "object-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "report-uri": "/csp-report/",
    "report-to": "csp",
}
EDITING: Mapping[str, str] = {
    **STRICT,
    "frame-ancestors": "'self'",
    "frame-src": "'self'",
    "img-src": "'self' data: blob:",
    "script-src": "'self' 'unsafe-inline'",
    "style-src": "'self' 'unsafe-inline'",
}
"""The editing area: Wagtail's own screens still hold inline scripts and styles."""
SWITCHED_OFF = (
    *("accelerometer", "autoplay", "browsing-topics", "camera", "display-capture"),
    *("encrypted-media", "gamepad", "geolocation", "gyroscope", "hid", "idle-detection"),
    *("local-fonts", "magnetometer", "microphone", "midi", "otp-credentials", "payment"),
    *("picture-in-picture", "screen-wake-lock", "serial", "storage-access", "usb"),
    *("window-management", "xr-spatial-tracking"),
)
"""What browsers offer to pages and no page here asks for."""
OURS_ALONE = (
    *("clipboard-write", "fullscreen"),
    *("publickey-credentials-create", "publickey-credentials-get"),
)
"""What our own pages use, passkeys among it, and no frame of another's."""
PERMISSIONS = ", ".join(
    [*(f"{name}=()" for name in SWITCHED_OFF), *(f"{name}=(self)" for name in OURS_ALONE)]
)
LEFT_BEHIND = '"cache", "storage"'
"""What a browser clears at signing out. Not "cookies": that would reach every portal below the same
domain; the session's own cookie is deleted by name."""
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS,
    "Reporting-Endpoints": 'csp="/csp-report/"',
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def written(policy: Mapping[str, str]) -> str:
    """Return a Content-Security-Policy as its header has it."""
    return "; ".join(f"{name} {value}" for name, value in policy.items())


class SecurityHeadersMiddleware:
    """Add the policy headers that a view has not set itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.strict, self.editing = written(STRICT), written(EDITING)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, with headers.

        A preview of a page is a request within one to the editing area, whose headers count.
        """
        response = self.get_response(request)
        if getattr(request, "is_dummy", False):
            return response
        editing = request.path_info.startswith("/admin/")
        policy = self.editing if editing else self.strict
        response.headers.setdefault("Content-Security-Policy", policy)
        for name, value in FIXED.items():
            response.headers.setdefault(name, value)
        if settings.HSTS_SECONDS:
            hsts = f"max-age={settings.HSTS_SECONDS}; includeSubDomains"
            response.headers.setdefault("Strict-Transport-Security", hsts)
        return response
