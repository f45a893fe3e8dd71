from django.db import migrations, models

from cms.directory.taxonomies import other_words


def fill(apps, schema_editor):
    """Terms that are there get the words that new portals begin with; services are found by them."""
    for term in apps.get_model("directory", "TaxonomyTerm").objects.select_related("taxonomy"):
        words = other_words(term.taxonomy.code, term.code)
        if words:
            type(term).objects.filter(pk=term.pk).update(**words)


class Migration(migrations.Migration):
    dependencies = [("directory", "0003_providers")]
    operations = [
        migrations.AddField(
            model_name="taxonomyterm",
            name="other_words",
            field=models.TextField(
                blank=True,
                default="",
                help_text="What people look for when they mean this, one a line: autism, ADHD.",
                max_length=2000,
                verbose_name="other words for it",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="taxonomyterm",
            name="other_words_cy",
            field=models.TextField(
                blank=True, default="", max_length=2000, verbose_name="other words for it, in Welsh"
            ),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
