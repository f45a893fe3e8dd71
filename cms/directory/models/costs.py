"""What services cost."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cms.directory.models.base import Entry
from cms.directory.models.services import Service


class CostOption(Entry):
    """One price, such as a family's for one session; amounts are in pounds."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="cost_options")
    option = models.CharField(_("for whom or what"), max_length=200, blank=True)
    option_cy = models.CharField(_("for whom or what, in Welsh"), max_length=200, blank=True)
    amount = models.DecimalField(
        _("amount in pounds"), max_digits=8, decimal_places=2, null=True, blank=True
    )
    amount_description = models.CharField(_("in words"), max_length=200, blank=True)
    amount_description_cy = models.CharField(_("in words, in Welsh"), max_length=200, blank=True)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("price")
        ordering = ["amount", "id"]
        constraints = [
            models.CheckConstraint(
                name="cost_option_not_negative",
                condition=Q(amount__isnull=True) | Q(amount__gte=0),
                violation_error_message=_("A price is not less than nothing."),
            ),
            models.CheckConstraint(
                name="cost_option_says_something",
                condition=Q(amount__isnull=False) | ~Q(amount_description=""),
                violation_error_message=_("Give the amount, or say it in words."),
            ),
            models.CheckConstraint(
                name="cost_option_ends_after_start",
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.option or self.amount_description or f"£{self.amount}"

    def clean(self) -> None:
        """Raise `ValidationError` for an amount of a service that is free for families."""
        if self.amount and self.service_id and self.service.is_free:
            raise ValidationError({"amount": _("The service is free: it has no price.")})
