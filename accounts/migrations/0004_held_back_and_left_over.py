"""Which mails were held back from whom, and which accounts a demonstration made."""

from django.db import migrations, models

MARK = """
UPDATE accounts_user SET is_demonstration = TRUE
WHERE email LIKE '%.example'
  AND id IN (SELECT user_id FROM accounts_rolegrant WHERE reason = 'Demonstration');
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_people")]

    operations = [
        migrations.AddField(
            model_name="notification",
            name="withheld_at",
            field=models.DateTimeField(
                blank=True,
                null=True,
                help_text="When its mail was held back: the address sends mail back.",
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="is_demonstration",
            field=models.BooleanField(
                default=False, editable=False, verbose_name="made for a demonstration"
            ),
        ),
        migrations.RunSQL(MARK, migrations.RunSQL.noop),
    ]
