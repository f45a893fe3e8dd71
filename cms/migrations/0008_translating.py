"""Everybody who edits pages may put them into the portal's other languages."""

from django.db import migrations


def allow_translating(apps, schema_editor):
    """Give the groups that reach the editing area the right to begin a translation."""
    permissions = apps.get_model("auth", "Permission").objects
    found = permissions.filter(
        content_type__app_label="wagtail_localize", codename="submit_translation"
    ).first()
    groups = apps.get_model("auth", "Group").objects.filter(permissions__codename="access_admin")
    if found:
        for group in groups:
            group.permissions.add(found)


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0007_search_shows_from"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
    ]
    operations = [migrations.RunPython(allow_translating, migrations.RunPython.noop)]
