"""What a demonstration portal shows of working on pages, from `editing.yaml`; safe to repeat."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone
from wagtail.models import Workflow

from accounts.models import RoleGrant, User
from cms.editing.approval import choose_approval
from cms.editing.previews import share_draft
from cms.editing.reviews import begin_reviews, set_review
from cms.models import PageReview, PreviewLink, SitePage
from cms.rules import AUTHOR


def demonstrate_editing(folder: Path) -> None:
    """Choose the steps, set reviews, and leave a page that waits for an editor."""
    path = folder / "editing.yaml"
    if not path.exists():
        return
    told = yaml.safe_load(path.read_text(encoding="utf-8"))
    boss, author = _holder("portal_administrator"), _holder(AUTHOR)
    begin_reviews()
    if boss is None or author is None or PageReview.objects.exclude(post="").exists():
        return
    choose_approval(actor=boss, steps=told["steps"])
    for one in told["reviews"]:
        _review(boss, one)
    if told.get("waits"):
        _send_in(author, boss, told["waits"])


def _holder(role: str) -> User | None:
    grant = RoleGrant.objects.filter(role=role, scope_kind="").select_related("user").first()
    return grant.user if grant else None


def _page(slug: str) -> SitePage | None:
    page = SitePage.objects.filter(slug=slug, live=True).order_by("path").first()
    return page.specific if page else None


def _review(boss: User, one: dict[str, Any]) -> None:
    page, day = _page(one["page"]), timezone.localdate() + timedelta(days=one["days"])
    if page is not None:
        months = PageReview.objects.get(page=page.pk).months
        set_review(actor=boss, page=page, due_on=day, months=months, post=one["post"], person=None)


def _send_in(author: User, boss: User, one: dict[str, Any]) -> None:
    """Save a draft as the author, share it, and send it in where the portal has steps."""
    page = _page(one["page"])
    if page is None:
        return
    page.search_description = one["summary"]
    page.save_revision(user=author)
    workflow: Workflow | None = page.get_workflow()
    if workflow is not None:
        workflow.start(page, author)
    if not PreviewLink.objects.exists():
        share_draft(actor=boss, page=page, for_whom=one["shared_with"])
