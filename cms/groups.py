"""Wagtail's groups: one for each role that edits pages, and for each section it is limited to.

`accounts/groups.py` makes the latter on demand, and puts people in.
"""

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
LIMITED_FILES = [name for name in COLLECTION_PERMISSIONS if not name.startswith("change_")]
"""For roles limited to a section: files are the whole portal's, so only one's own are changed."""


def make_groups() -> None:
    """Replace Wagtail's example groups by one for each role of `PAGE_PERMISSIONS`."""
    Group.objects.all().delete()
    root = Page.get_first_root_node()
    for role in PAGE_PERMISSIONS:
        _fill(Group.objects.create(name=role), role, root)
    redirects = Permission.objects.filter(content_type__app_label="wagtailredirects")
    Group.objects.get(name="portal_administrator").permissions.add(*redirects)


def fill_section_group(group: Group, role: str, key: str) -> None:
    """Give a new group a role's rights with one page and all below it; none where it is gone."""
    page = Page.objects.filter(pk=key).first()
    if page is not None:
        _fill(group, role, page, files=LIMITED_FILES)


def _fill(
    group: Group, role: str, page: Page, files: Sequence[str] = COLLECTION_PERMISSIONS
) -> None:
    group.permissions.add(
        _permission("wagtailadmin", "access_admin"),
        _permission("wagtail_localize", "submit_translation"),
    )
    for codename in PAGE_PERMISSIONS[role]:
        GroupPagePermission.objects.create(
            group=group, page=page, permission=_permission("wagtailcore", codename)
        )
    collection = Collection.get_first_root_node()
    for codename in files:
        app = get_image_model()._meta.app_label if "image" in codename else "wagtaildocs"
        GroupCollectionPermission.objects.create(
            group=group, collection=collection, permission=_permission(app, codename)
        )


def _permission(app: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app, codename=codename)
