from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cms", "0008_translating")]
    operations = [
        migrations.AddField(
            model_name="searchdocument",
            name="keywords",
            field=models.TextField(blank=True, default=""),
            preserve_default=False,
        ),
    ]
