"""What the tests of proposed changes share: a provider of one organisation, and forms as sent."""

from typing import Any

from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from cms.directory.models import Organisation, ProposedChange, Service
from cms.directory.services import basis_of, propose_change
from cms.directory.values.reading import fingerprint
from tests.factories.accounts import RoleGrantFactory, UserFactory


def provider_of(organisation: Organisation, **changes: Any) -> User:
    """Return somebody who keeps that organisation's entries and no other's."""
    person = UserFactory(**changes)
    RoleGrantFactory(
        user=person,
        role="service_provider",
        scope_kind="organisation",
        scope_key=str(organisation.pk),
    )
    return person


def propose(actor: User, service: Service, **values: Any) -> ProposedChange:
    """Propose some values of a service, upon what its form shows."""
    kind = ProposedChange.Kind.SERVICE
    basis = basis_of(kind, service, ProposedChange.objects.waiting().of(service).first())
    return propose_change(
        actor=actor,
        organisation=service.organisation,
        kind=kind,
        entry=service,
        values=basis | values,
        seen=fingerprint(basis),
    )


def form_of(page: HttpResponse | bytes) -> dict[str, Any]:
    """Return what a browser would send of the page's own form, untouched."""
    content = page if isinstance(page, bytes) else page.content
    form = BeautifulSoup(content, "html.parser").select_one("form.casement-form")
    sent: dict[str, Any] = {}
    for box in form.select("input[name], textarea[name]"):
        if box.get("type") in ("checkbox", "radio"):
            if box.has_attr("checked"):
                sent.setdefault(box["name"], []).append(box["value"])
        else:
            sent[box["name"]] = (
                box.get("value", "") if box.name == "input" else box.text.lstrip("\n")
            )
    for choice in form.select("select[name]"):
        chosen = choice.select_one("option[selected]") or choice.select_one("option")
        sent[choice["name"]] = chosen.get("value", "")
    return sent


def send(browser: Client, url: str, **changes: Any) -> HttpResponse:
    """Open a form, change some boxes, send it."""
    page = browser.get(url)
    assert page.status_code == 200, page.status_code
    return browser.post(url, form_of(page) | changes)
