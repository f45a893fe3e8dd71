"""Where the mail server reports mails that came back."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, JsonResponse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from accounts.notifications.reports import is_signed, read_reports, record_reports
from accounts.rules import anyone
from tenants.access import RuleMixin
from tenants.errors import ServiceError


@method_decorator(csrf_exempt, name="dispatch")
class BouncesView(RuleMixin, View):
    """Takes signed reports (`docs/notifications.md`), on the platform's host alone.

    An installation has one mail service with one address to report to and one secret, and what it
    reports is about mails of any portal: the token in each mail names its portal. Programs have no
    cookies and no account; the signature says who they are.
    """

    rule = anyone

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Note the reports; answer 403 to what is not signed or old, 400 to what is no report."""
        signed = is_signed(
            request.body,
            timestamp=request.headers.get("X-Casement-Timestamp", ""),
            signature=request.headers.get("X-Casement-Signature", ""),
        )
        if not signed:
            return HttpResponseForbidden("Not signed, or too old.\n", content_type="text/plain")
        try:
            reports = read_reports(request.body)
        except ServiceError as error:
            return HttpResponse(f"{error}\n", status=400, content_type="text/plain")
        recorded = record_reports(reports)
        return JsonResponse({"recorded": recorded, "ignored": len(reports) - recorded})
