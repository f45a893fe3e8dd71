"""What the ledger can say that somebody did with the site's own things."""

from django.db import models


class Verb(models.TextChoices):
    """What this app records."""

    REGISTER_EXPORTED = "cms.register_exported", "took a copy of a register"
    ALERTS_ENDED = "cms.alerts_ended", "took alerts down"
    SET_UP_TICKED = "cms.set_up_ticked", "ticked a line of the set-up checklist"
    SET_UP_UNTICKED = "cms.set_up_unticked", "took back a tick of the set-up checklist"
    OPTIONS_CHANGED = "cms.options_changed", "changed the options of an add-on"
