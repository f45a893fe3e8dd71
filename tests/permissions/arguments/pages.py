"""Arguments of the addresses of pages: what they hold, share and look like."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from wagtail_localize.models import TranslationSource

from cms.models import DeletedPage, HomePage, PreviewLink, PublicationPage, SectionPage
from tenants.current import current
from tenants.links import sign
from tests.factories.cms import FeedbackFactory
from tests.permissions.arguments.kinds import Arguments, Table
from theme.brand import fingerprint, legible, parse

BLOCK = "11111111-1111-4111-8111-111111111111"


def mark() -> Arguments:
    return {"mark": fingerprint(legible(parse(current().theme)))}


def file() -> Arguments:
    if not default_storage.exists("permissions.txt"):
        default_storage.save("permissions.txt", ContentFile(b"open"))
    return {"path": "permissions.txt"}


def chart() -> Arguments:
    table = {"data": [["Group", "Parents"], ["East", "12"], ["West", "9"]]}
    page = SectionPage(
        title="Figures",
        slug="figures",
        body=[{"type": "chart", "id": BLOCK, "value": {"caption": "Parents", "table": table}}],
    )
    return {"page": HomePage.objects.first().add_child(instance=page).pk, "block": BLOCK}


def video() -> Arguments:
    words = {"title": "Film", "address": "https://vimeo.com/123456789", "transcript": "<p>A</p>"}
    page = SectionPage(
        title="Films",
        slug="films",
        body=[{"type": "video", "id": BLOCK, "value": words}],
    )
    return {"page": HomePage.objects.first().add_child(instance=page).pk, "block": BLOCK}


def publication() -> Arguments:
    page = PublicationPage(title="Leaflet", slug="leaflet", on_paper=True)
    return {"pk": HomePage.objects.first().add_child(instance=page).pk}


def translation_source() -> Arguments:
    made, _ = TranslationSource.get_or_create_from_instance(HomePage.objects.first())
    return {"translation_source_id": made.pk}


def deleted_page() -> Arguments:
    row = DeletedPage.objects.create(
        title="Gone",
        address="/home/gone/",
        parent_key=HomePage.objects.first().pk,
        parent_title="Home",
        pages=1,
        was_live=False,
        archive={"rows": [], "pointers": []},
    )
    return {"pk": row.pk}


def draft_token() -> Arguments:
    link = PreviewLink.objects.create(
        page=HomePage.objects.first(), ends_at=timezone.now() + timedelta(days=1)
    )
    return {"token": sign("cms.draft_preview", [link.pk, link.page_id])}


PAGES: Table = {
    "brand_css": mark,
    "media": file,
    "chart": chart,
    "share": lambda: {"pk": HomePage.objects.first().pk},
    "share_code": lambda: {"pk": HomePage.objects.first().pk},
    "video": video,
    "paper_form": publication,
    "complaint_sent": lambda: {"token": sign("complaint_sent", ["C-2222-2222", True])},
    "wagtail_serve": lambda: {"path": "about/"},
    **{
        name: lambda: {"pk": HomePage.objects.first().pk}
        for name in ("sharing", "page_review", "page_previews")
    },
    "restore_page": deleted_page,
    "forget_page": deleted_page,
    "wagtailsnippets_cms_feedback:inspect": lambda: {"pk": FeedbackFactory().pk},
    "draft_preview": draft_token,
    "translate_page": lambda: {"page_id": HomePage.objects.first().pk},
    "renew_translations": translation_source,
}
