"""What the administrators of a new portal have ticked on its set-up checklist (P6)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SetUpTick(models.Model):
    """One thing that somebody said is done, or that the list is no longer wanted."""

    class Item(models.TextChoices):
        """What can be ticked by hand; the rest is seen from what is there."""

        PRIVACY = "privacy", _("Privacy notice checked")
        MODULES = "modules", _("Add-ons chosen")
        DISMISSED = "dismissed", _("List put away")

    item = models.CharField(max_length=12, choices=Item, unique=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.get_item_display()


class ModuleOptions(models.Model):
    """What a portal has set of a module's options; what is not in it has its default (P4)."""

    module = models.CharField(max_length=40, unique=True)
    values = models.JSONField(default=dict)

    class Meta:
        verbose_name_plural = "module options"

    def __str__(self) -> str:
        return self.module
