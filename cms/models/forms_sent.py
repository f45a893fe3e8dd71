"""How often each public form was sent: all that is kept of what people write (C2)."""

from datetime import date

from django.db import connection, models


class FormCount(models.Model):
    """Forms sent in one month."""

    purpose = models.CharField(max_length=40)
    month = models.DateField(help_text="Its first day.")
    number = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-month", "purpose"]
        constraints = [
            models.UniqueConstraint(fields=["purpose", "month"], name="form_count_one_a_month")
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.month:%Y-%m}: {self.number}"

    @classmethod
    def count(cls, purpose: str, day: date) -> None:
        """Count one more; of two at once neither is lost."""
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO cms_formcount AS kept (purpose, month, number) VALUES (%s, %s, 1) "
                "ON CONFLICT (purpose, month) DO UPDATE SET number = kept.number + 1",
                [purpose, day.replace(day=1)],
            )
