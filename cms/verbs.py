"""What the ledger can say that somebody did with the site's own things."""

from django.db import models


class Verb(models.TextChoices):
    """What this app records."""

    REGISTER_EXPORTED = "cms.register_exported", "took a copy of a register"
    ALERTS_ENDED = "cms.alerts_ended", "took alerts down"
    SET_UP_TICKED = "cms.set_up_ticked", "ticked a line of the set-up checklist"
    SET_UP_UNTICKED = "cms.set_up_unticked", "took back a tick of the set-up checklist"
    OPTIONS_CHANGED = "cms.options_changed", "changed the options of an add-on"
    APPROVAL_CHOSEN = "cms.approval_chosen", "chose how many steps a page takes to be published"
    PAGE_REVIEWED = "cms.page_reviewed", "reviewed a page"
    REVIEW_CHANGED = "cms.review_changed", "changed when a page is reviewed, or by whom"
    PREVIEW_SHARED = "cms.preview_shared", "made a link to a page's draft"
    PREVIEW_ENDED = "cms.preview_ended", "ended a link to a page's draft"
    LINKS_CHECKED = "cms.links_checked", "had the links of all pages looked through"
    LIST_EXPORTED = "cms.list_exported", "took a copy of a list of pages"
    PAGE_DELETED = "cms.page_deleted", "deleted a page"
    PAGE_RESTORED = "cms.page_restored", "restored a deleted page"
    PAGE_FORGOTTEN = "cms.page_forgotten", "forgot a deleted page for good"
