from django.db import migrations, models


def forget_the_directory(apps, schema_editor):
    """What the index has of the directory is written anew when the portal is prepared."""
    apps.get_model("cms", "SearchDocument").objects.filter(source="directory").delete()


class Migration(migrations.Migration):
    dependencies = [("cms", "0008_translating")]
    operations = [
        migrations.AddField(
            model_name="searchdocument",
            name="keywords",
            field=models.TextField(blank=True, default=""),
            preserve_default=False,
        ),
        migrations.RunPython(forget_the_directory, migrations.RunPython.noop),
    ]
