"""Reading mails in a demonstration: of the place in hand, harmless, and nowhere else."""

import pytest
import time_machine
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.urls import resolve

from tenants.mail_files import PortalFileBackend, folder_in_hand, newest_mails
from tests.accounts.test_views.conftest import text_of

LIST = "/demonstration/mail/"


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.EMAIL_FILE_PATH = tmp_path


@pytest.fixture
def keep(portal):
    """Put a mail into the portal's folder; return its name."""

    def make(subject="Words", text="Go to http://north.localhost:8000/x/?a=1&b=2 now.", html=""):
        mail = EmailMultiAlternatives(subject, text, "n@n.example", ["a@people.example"])
        if html:
            mail.attach_alternative(html, "text/html")
        PortalFileBackend().send_messages([mail])
        return next(newest_mails(1)).name

    return make


def test_an_empty_list_says_so(visitor):
    assert "No e-mails yet" in text_of(visitor.get(LIST))


def test_the_newest_comes_first(keep, visitor):
    keep("Older")
    keep("Newer")
    page = text_of(visitor.get(LIST))
    assert page.index("Newer") < page.index("Older")
    assert "a@people.example" in page


@time_machine.travel("2026-03-12 14:30Z", tick=False)
def test_when_it_was_sent_reads_as_times_do_everywhere(keep, visitor):
    keep()
    assert "<span>12 March 2026 at 2.30pm</span>" in text_of(visitor.get(LIST))


def test_links_of_the_text_can_be_followed_and_the_rest_is_escaped(keep, visitor):
    name = keep(text="<script>x</script> http://north.localhost:8000/x/?a=1&b=2")
    page = text_of(visitor.get(f"{LIST}{name}/"))
    assert 'href="http://north.localhost:8000/x/?a=1&amp;b=2"' in page
    assert "<script>x" not in page
    assert '<dd class="govuk-summary-list__value">n@n.example</dd>' in page


def test_the_html_can_do_nothing(keep, visitor):
    name = keep(html="<p>Hello</p><script>alert(1)</script>")
    answer = visitor.get(f"{LIST}{name}/html/")
    policy = answer["Content-Security-Policy"].split("; ")
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert not any(part.startswith("script-src") for part in policy)


@pytest.mark.parametrize("name", ["nothing", "..%2F..%2Fsecrets", "-", "%2e%2e"])
def test_a_name_that_is_not_here_is_not_found(keep, visitor, name):
    keep()
    assert visitor.get(f"{LIST}{name}/").status_code == 404
    assert visitor.get(f"{LIST}{name}/html/").status_code == 404


def test_the_pages_that_say_check_your_mail_lead_there(visitor):
    for path in ("/sign-up/check-your-mail/", "/new-password/check-your-mail/"):
        assert f'href="{LIST}"' in text_of(visitor.get(path))


def test_outside_a_demonstration_there_is_no_such_page(keep, visitor, settings):
    name = keep()
    settings.DEMONSTRATION = False
    for path in (LIST, f"{LIST}{name}/", f"{LIST}{name}/html/"):
        assert visitor.get(path).status_code == 404
    assert LIST not in text_of(visitor.get("/new-password/check-your-mail/"))


def test_the_addresses_are_left_out_where_the_flag_is_off(settings, monkeypatch):
    import importlib

    from accounts.urls import console

    settings.DEMONSTRATION = False
    try:
        named = {pattern.name for pattern in importlib.reload(console).urlpatterns}
    finally:
        settings.DEMONSTRATION = True
        importlib.reload(console)
    assert "sign_in" in named
    assert not any("demonstration" in name for name in named)
    assert resolve(LIST, urlconf="config.urls").url_name == "demonstration_mails"


def test_the_platforms_own_are_on_its_host(keep, visitor, platform_visitor, portal, in_portal):
    from tenants.platform import PLATFORM

    keep("Of the portal")
    with in_portal(PLATFORM):
        PortalFileBackend().send_messages(
            [EmailMessage("Of the platform", "x", to=["o@p.example"])]
        )

    assert "Of the platform" in text_of(platform_visitor.get(LIST))
    assert "Of the portal" not in text_of(platform_visitor.get(LIST))
    assert "Of the platform" not in text_of(visitor.get(LIST))


def test_nobody_else_on_the_machine_reads_the_files(keep):
    keep()
    folder = folder_in_hand()
    (file,) = folder.iterdir()
    assert folder.stat().st_mode & 0o077 == 0
    assert file.stat().st_mode & 0o077 == 0
