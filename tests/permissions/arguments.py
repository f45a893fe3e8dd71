"""What the addresses with parameters are called with: by name, made in the place in hand.

Every one must have an entry here; `test_declarations` fails for one that has none.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail import EmailMessage
from django.utils import timezone
from wagtail_localize.models import TranslationSource

from accounts.change_links import OLD, STOP, link_for
from accounts.models import EmailChange, Notification, RoleGrant, User
from accounts.notifications.unsubscribing import unsubscribe_url
from accounts.tokens import confirm_url, reset_tokens
from cms.directory.models import DirectoryImport, ProposedChange, Taxonomy, TaxonomyTerm
from cms.directory.services.confirm_links import confirm_token
from cms.events.booking_links import booking_url
from cms.events.models import Booking
from cms.models import DeletedPage, HomePage, PreviewLink, PublicationPage, SectionPage
from tenants.current import current
from tenants.links import sign
from tenants.mail_files import PortalFileBackend, newest_mails
from tests.factories.accounts import (
    InvitationFactory,
    RoleGrantFactory,
    SecondFactorResetFactory,
    UserFactory,
)
from tests.factories.directory import (
    OrganisationFactory,
    ServiceAtLocationFactory,
    ServiceFactory,
)
from tests.factories.events import BookingFactory, EventFactory
from tests.factories.news import NewsItemFactory
from theme.brand import fingerprint, legible, parse

Arguments = Mapping[str, Any]
BLOCK = "11111111-1111-4111-8111-111111111111"


def mark() -> Arguments:
    return {"mark": fingerprint(legible(parse(current().theme)))}


def file() -> Arguments:
    if not default_storage.exists("permissions.txt"):
        default_storage.save("permissions.txt", ContentFile(b"open"))
    return {"path": "permissions.txt"}


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


def another() -> Arguments:
    return {"uuid": UserFactory().uuid}


def lost_device() -> Arguments:
    return {"pk": SecondFactorResetFactory().pk}


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


def service_at_place() -> Arguments:
    return {"key": ServiceAtLocationFactory().pk}


def service() -> Arguments:
    return {"key": ServiceFactory().pk}


def organisation() -> Arguments:
    return {"organisation": OrganisationFactory().pk}


def place_of_organisation() -> Arguments:
    at = ServiceAtLocationFactory()
    return {"organisation": at.service.organisation_id, "key": at.location_id}


def proposed_change() -> Arguments:
    made = ServiceFactory()
    change = ProposedChange.objects.create(
        organisation=made.organisation,
        kind="service",
        entry_id=made.pk,
        label=made.name,
        values={"description": "More."},
        before={"description": made.description},
    )
    return {"key": change.pk}


def list_to_import() -> Arguments:
    row = DirectoryImport.objects.create(name="list.csv", text="", state="ready")
    return {"key": row.pk}


def shown_service() -> Arguments:
    return {"pk": ServiceFactory().pk}


def event() -> Arguments:
    made = EventFactory(takes_bookings=True)
    return {"pk": made.pk, "slug": made.slug}


def event_key() -> Arguments:
    return {"pk": EventFactory(takes_bookings=True).pk}


def event_date() -> Arguments:
    return {"pk": EventFactory(takes_bookings=True).dates.get().pk}


def booking() -> Booking:
    return BookingFactory(date=EventFactory(takes_bookings=True).dates.get())


def booking_token() -> Arguments:
    return {"token": booking_url(booking()).split("/booking/")[1].strip("/")}


def news() -> Arguments:
    made = NewsItemFactory()
    return {"pk": made.pk, "slug": made.slug}


def news_key() -> Arguments:
    return {"pk": NewsItemFactory().pk}


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


def slug() -> Arguments:
    return {"slug": "south"}


ARGUMENTS: Mapping[str, Callable[[], Arguments]] = {
    "brand_css": mark,
    "media": file,
    "chart": chart,
    "share": lambda: {"pk": HomePage.objects.first().pk},
    "share_code": lambda: {"pk": HomePage.objects.first().pk},
    "video": video,
    "paper_form": publication,
    "complaint_sent": lambda: {"token": sign("complaint_sent", ["C-2222-2222", True])},
    "wagtail_serve": lambda: {"path": "about/"},
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
    "accounts:reset_ask": another,
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
    "open_referral:service": service,
    "open_referral:service_at_location": service_at_place,
    "open_referral:taxonomy": lambda: {"key": Taxonomy.objects.first().pk},
    "open_referral:taxonomy_term": lambda: {"key": TaxonomyTerm.objects.first().pk},
    **{
        f"entries:{name}": organisation
        for name in ("organisation", "edit_organisation", "new_service")
    },
    **{f"entries:{name}": service for name in ("edit_service", "confirm", "end_service")},
    "entries:edit_place": place_of_organisation,
    **{
        f"entries:{name}": proposed_change
        for name in (
            *("change", "edit_change", "withdraw", "moderate_change"),
            *("accept", "refuse", "correct"),
        )
    },
    "entries:confirm_by_link": lambda: {
        "token": confirm_token("nobody@people.example", timezone.localdate())
    },
    **{
        f"entries:{name}": list_to_import
        for name in ("import_list", "confirm_import", "leave_import", "import_report")
    },
    **{
        f"finder:{name}": shown_service
        for name in ("service", "share", "code", "wrong", "wrong_sent")
    },
    "finder:organisation": lambda: {"pk": ServiceFactory().organisation_id},
    **dict.fromkeys(("events:event", "events:event_feed"), event),
    **{
        f"events:{name}": event_key
        for name in ("manage_event", "edit", "publish", "refuse", "take_down", "bookings_csv")
    },
    **{f"events:{name}": event_date for name in ("book", "date", "call_off", "restore", "move")},
    "events:cancel_for": lambda: {"pk": booking().pk},
    **dict.fromkeys(("events:booking", "events:cancel_booking"), booking_token),
    "news:item": news,
    **{
        f"news:{name}": news_key
        for name in ("manage_item", "edit", "publish", "refuse", "take_down")
    },
    **{
        name: lambda: {"pk": HomePage.objects.first().pk}
        for name in ("sharing", "page_review", "page_previews")
    },
    "restore_page": deleted_page,
    "draft_preview": draft_token,
    "translate_page": lambda: {"page_id": HomePage.objects.first().pk},
    "renew_translations": translation_source,
    "accounts:resend": invitation,
    "accounts:withdraw": invitation,
    "accounts:agree": invitation,
    **{
        f"console:{name}": slug
        for name in (
            "detail",
            "created",
            "rename",
            "add_domain",
            "suspend",
            "resume",
            "close",
            "delete",
        )
    },
}
