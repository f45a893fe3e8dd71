"""Wagtail's groups: one for each role that edits pages, named as the role."""

from collections.abc import Mapping, Sequence

from django.contrib.auth.models import Group, Permission
from wagtail.images import get_image_model
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

PAGE_PERMISSIONS: Mapping[str, Sequence[str]] = {
    "author": ["add_page"],
    "editor": ["add_page", "change_page"],
    "publisher": ["add_page", "change_page", "publish_page"],
    "portal_administrator": [
        "add_page",
        "change_page",
        "publish_page",
        "bulk_delete_page",
        "lock_page",
        "unlock_page",
    ],
}
"""Role → what it may do with every page of the portal."""
COLLECTION_PERMISSIONS = ["add_image", "change_image", "choose_image"]
COLLECTION_PERMISSIONS += ["add_document", "change_document", "choose_document"]


def make_groups() -> None:
    """Replace Wagtail's example groups by one for each role of `PAGE_PERMISSIONS`."""
    Group.objects.all().delete()
    root = Page.get_first_root_node()
    collection = Collection.get_first_root_node()
    for role, page_permissions in PAGE_PERMISSIONS.items():
        group = Group.objects.create(name=role)
        group.permissions.add(
            Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
        )
        for codename in page_permissions:
            GroupPagePermission.objects.create(
                group=group, page=root, permission=_permission("wagtailcore", codename)
            )
        for codename in COLLECTION_PERMISSIONS:
            app = get_image_model()._meta.app_label if "image" in codename else "wagtaildocs"
            GroupCollectionPermission.objects.create(
                group=group, collection=collection, permission=_permission(app, codename)
            )
    redirects = Permission.objects.filter(content_type__app_label="wagtailredirects")
    Group.objects.get(name="portal_administrator").permissions.add(*redirects)


def _permission(app: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app, codename=codename)
