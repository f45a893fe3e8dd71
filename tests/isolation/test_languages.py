"""A language chosen in one portal, or by one person, speaks to nobody else."""

import pytest

from accounts.models import User
from tenants.current import portal_context
from tenants.models import Portal


@pytest.fixture
def reset_mail(client_for, mailoutbox, django_capture_on_commit_callbacks):
    """Ask for a new password at an address of a portal, and return the mail."""

    def ask(portal: Portal, path: str):
        mailoutbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            client_for(portal).post(path, {"email": f"member@{portal.slug}.example"})
        (message,) = mailoutbox
        return message

    return ask


def speaks(portal: Portal, language: str) -> None:
    with portal_context(portal):
        User.objects.filter(email=f"member@{portal.slug}.example").update(language=language)


@pytest.mark.django_db
def test_mail_speaks_the_persons_language_whatever_the_address_did(bilingual, reset_mail):
    english = reset_mail(bilingual, "/cy/new-password/")
    assert english.subject.startswith("Choose a new password")
    assert "/new-password/" in english.body
    assert "/cy/" not in english.body
    speaks(bilingual, "cy")
    welsh = reset_mail(bilingual, "/new-password/")
    assert welsh.subject.startswith("Dewiswch gyfrinair newydd")
    assert f"http://{bilingual.primary_domain}:8000/cy/new-password/" in welsh.body


@pytest.mark.django_db
def test_a_welsh_page_here_makes_no_welsh_page_or_mail_there(
    bilingual, other_portal, client_for, reset_mail
):
    client_for(bilingual).get("/cy/new-password/")
    assert client_for(other_portal).get("/new-password/")["Content-Language"] == "en"
    there = reset_mail(other_portal, "/new-password/")
    assert there.subject.startswith("Choose a new password")
    assert "/cy/" not in there.body


@pytest.mark.django_db
def test_where_there_is_no_welsh_no_link_is_welsh_even_for_a_welsh_speaker(
    other_portal, reset_mail
):
    speaks(other_portal, "cy")
    assert "/cy/" not in reset_mail(other_portal, "/new-password/").body


@pytest.mark.django_db
def test_the_same_page_is_welsh_first_here_and_english_there(portal, other_portal, client_for):
    Portal.objects.filter(pk=portal.pk).update(
        languages=["cy", "en"], default_language="cy", content_version=2**40
    )
    welsh_first = Portal.objects.get(pk=portal.pk)
    for _ in range(2):
        assert client_for(welsh_first).get("/search/")["Content-Language"] == "cy"
        assert client_for(other_portal).get("/search/")["Content-Language"] == "en"
        assert 'href="/en/search/"' in client_for(welsh_first).get("/search/").text
        assert client_for(other_portal).get("/en/search/").status_code in (302, 404)
