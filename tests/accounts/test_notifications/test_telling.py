"""Telling people things: who is told, how it is mailed, and that undoing undoes it."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django_tasks_db.models import DBTaskResult

from accounts.models import Delivery, Notification, NotificationChoice
from accounts.notifications import (
    NotificationKind,
    UnknownKind,
    notify,
    notify_many,
    register_kinds,
)
from accounts.services import give_role
from tenants.current import portal_context
from tenants.platform import PLATFORM
from tests.accounts.test_notifications.conftest import NEWS, QUIET, REPLY
from tests.conftest import person
from tests.factories.accounts import InvitationFactory, UserFactory


def titles(who):
    return list(who.notifications.values_list("title", flat=True))


def tasks():
    return DBTaskResult.objects.filter(args_kwargs__args__1__endswith="mail_at_once").count()


def test_somebody_is_told_in_the_way_of_the_kind(nia):
    notify(nia, NEWS.slug, title="Opening hours", text="We open at nine.", path="/contact/")

    (told,) = nia.notifications.all()
    assert (told.title, told.text, told.path) == ("Opening hours", "We open at nine.", "/contact/")
    assert (told.delivery, told.read_at, told.mailed_at) == (Delivery.NOW, None, None)
    assert tasks() == 1


def test_ones_own_choice_comes_before_the_kinds_default(nia):
    NotificationChoice.objects.create(user=nia, kind=NEWS.slug, delivery=Delivery.WEEKLY)
    notify(nia, NEWS.slug, title="Opening hours")

    assert nia.notifications.get().delivery == Delivery.WEEKLY
    assert tasks() == 0


def test_what_has_a_mail_of_its_own_is_only_shown(nia):
    notify(nia, QUIET.slug, title="Quietly")
    assert nia.notifications.get().delivery == Delivery.NEVER
    assert tasks() == 0


def test_the_same_key_is_told_once(nia):
    for _ in range(2):
        notify(nia, NEWS.slug, title="Once", key="news:1")
        notify(nia, NEWS.slug, title="Each time")

    assert sorted(titles(nia)) == ["Each time", "Each time", "Once"]


def test_the_same_key_reaches_those_who_were_not_told_yet(nia):
    notify(nia, NEWS.slug, title="Once", key="news:1")
    late = UserFactory()
    notify_many([nia, late], NEWS.slug, title="Once", key="news:1")

    assert (titles(nia), titles(late)) == (["Once"], ["Once"])


def test_what_is_rolled_back_was_never_told(nia):
    def tell_and_fail():
        with transaction.atomic():
            notify(nia, NEWS.slug, title="Undone")
            raise LookupError

    with pytest.raises(LookupError):
        tell_and_fail()

    assert titles(nia) == []
    assert tasks() == 0


def test_nobody_is_told_of_a_module_that_is_off(portal, nia):
    portal.modules = []
    notify(nia, REPLY.slug, title="A reply")
    notify(nia, NEWS.slug, title="News")

    assert titles(nia) == ["News"]


@pytest.mark.parametrize("gone", [{"is_active": False}, {"left_at": timezone.now()}])
def test_closed_accounts_are_not_told(portal, gone):
    closed = UserFactory(**gone)
    notify(closed, NEWS.slug, title="News")
    assert titles(closed) == []


def test_everybody_is_told_in_their_own_language(nia):
    welsh = UserFactory(language="cy")
    notify_many([nia, welsh], NEWS.slug, title=gettext_lazy("News"))

    assert (titles(nia), titles(welsh)) == (["News"], ["Newyddion"])


def test_many_people_take_no_more_queries_than_two(portal):
    people = UserFactory.create_batch(30)

    counts = []
    for some in (people[:2], people):
        with CaptureQueriesContext(connection) as queries:
            notify_many(some, NEWS.slug, title="News", key=f"news:{len(some)}")
        asked = [query["sql"] for query in queries if "search_path" not in query["sql"]]
        counts.append(len(asked))

    assert counts[0] == counts[1] <= 8
    assert Notification.objects.filter(kind=NEWS.slug).count() == 32


@pytest.mark.parametrize(
    "path", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:x", "here"]
)
def test_a_path_that_leads_elsewhere_is_refused(nia, path):
    with pytest.raises(ValueError, match="no path on this portal"):
        notify(nia, NEWS.slug, title="News", path=path)


def test_a_kind_that_nobody_registered_is_refused(nia):
    with pytest.raises(UnknownKind):
        notify(nia, "forum.nothing", title="News")


@pytest.mark.parametrize(
    "slug", ["reply", "forum.Reply", "forum.", "forum.reply.x", "a." + "b" * 60]
)
def test_a_kind_of_a_wrong_shape_is_refused(slug):
    with pytest.raises(UnknownKind):
        register_kinds(NotificationKind(slug, "Reply", "Replies."))


def test_a_slug_is_one_kinds_alone():
    register_kinds(NEWS)  # the same again is no harm
    with pytest.raises(UnknownKind):
        register_kinds(NotificationKind(NEWS.slug, "Other", "Another thing."))


def test_a_long_title_is_cut_and_a_broken_one_joined(nia):
    notify(nia, NEWS.slug, title="Word\nby word " + "x" * 300)
    (title,) = titles(nia)
    assert len(title) == 200
    assert title.startswith("Word by word x")


def test_nothing_is_told_on_the_platform(_public):
    operator = person(PLATFORM, "operator")
    with portal_context(PLATFORM):
        notify(operator, NEWS.slug, title="News")
        assert titles(operator) == []


def test_who_is_given_a_role_finds_it_among_the_notifications(nia, admin):
    give_role(actor=admin, person=nia, role="editor", reason="")
    assert titles(nia) == ["Your new role: Editor"]


def test_practice_managers_find_what_they_are_asked_to_agree_to(portal, manager, admin):
    from accounts.services import invite_person

    invite_person(actor=admin, email="new@people.example", role="caseworker")
    assert titles(manager) == ["Agree to a role: Caseworker"]
    assert InvitationFactory._meta.model.objects.get().awaits_approval
