"""Lists of people to invite: what each line asks for, or what is wrong with it."""

from datetime import date

import pytest
import time_machine
from django.utils import timezone

from accounts.csv_files import TableRefused
from accounts.invitation_lists import ListReader
from accounts.models import Locality, School
from accounts.services.invitations.many import MOST

pytestmark = pytest.mark.usefixtures("portal")
HEAD = "name,email,role,scope,until\n"


def read(*lines):
    return ListReader().read(HEAD + "\n".join(lines))


def problem_of(line):
    ((number, text),) = read(line).problems
    assert number == 2
    return text


@time_machine.travel("2027-03-01 12:00Z")
def test_a_line_is_understood():
    (asked,) = read("Ann Other, Ann@Example.org ,CASEWORKER,east,31/7/2027").asked
    wanted = asked.wanted
    assert (wanted.email, wanted.display_name, wanted.role) == (
        "ann@example.org",
        "Ann Other",
        "caseworker",
    )
    assert wanted.scope == ("locality", str(Locality.objects.get(name="East").pk))
    assert asked.last_day == date(2027, 7, 31)
    assert wanted.ends_at.isoformat() == "2027-08-01T00:00:00+01:00"


@pytest.mark.parametrize("typed", ["2027-07-31", "31.07.2027", "31 July 2027", "31 Jul 2027"])
@time_machine.travel("2027-03-01 12:00Z")
def test_dates_are_read_as_people_write_them(typed):
    assert read(f"A,a@b.example,Editor,,{typed}").asked[0].last_day == date(2027, 7, 31)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("A,nonsense,Editor,,", "Enter an e-mail address"),
        ("A,,Editor,,", "Enter an e-mail address"),
        ("A,a@b.example,Edtior,,", "“Edtior” is no role here. The roles are:"),
        ("A,a@b.example,,,", "The role is missing"),
        ("A,a@b.example,Member,,", "“Member” is no role here"),
        ("A,a@b.example,operator,,", "no role here"),
        ("A,a@b.example,Caseworker,Nowhere,", "We do not know “Nowhere”"),
        ("A,a@b.example,Editor,East,", "We do not know “East”"),
        ("A,a@b.example,Clerk,East,", "for the whole portal"),
        ("A,a@b.example,Editor,,31/2/2027", "is no date"),
        ("A,a@b.example,Editor,,31/7/1999", "in the past"),
        ("A,a@b.example,Editor,,31/7/9999", "too far away"),
        ('=HYPERLINK("x"),a@b.example,Editor,,', "like a formula"),
        ("@SUM(A1),a@b.example,Editor,,", "like a formula"),
        ("A,a@b.example,Editor,,,surplus", "more cells than there are columns"),
        ("x" * 81 + ",a@b.example,Editor,,", "80 characters or fewer"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(line, words):
    assert words in problem_of(line)


def test_the_same_twice_is_said_with_both_lines():
    reading = read("A,a@b.example,Editor,,", "B,A@B.example,editor,,", "B,a@b.example,Author,,")
    assert reading.problems == [(3, "This is the same as line 2.")]
    assert len(reading.asked) == 2


def test_a_name_of_two_kinds_must_say_which():
    School.objects.create(name="East", slug="east-school")
    assert "several things" in problem_of("A,a@b.example,Caseworker,East,")
    (asked,) = read("A,a@b.example,Caseworker,Locality: East,").asked
    assert asked.wanted.scope[0] == "locality"


def test_too_many_and_none_are_refused():
    with pytest.raises(TableRefused, match=f"501 people. Invite {MOST}"):
        read(*[f"A,p{n}@b.example,Editor,," for n in range(MOST + 1)])
    with pytest.raises(TableRefused, match="nobody in the list"):
        read("")


def test_a_long_list_asks_the_database_no_more_than_a_short_one(django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        read(*[f"A,p{n}@b.example,Caseworker,East," for n in range(100)])


def test_an_end_today_is_still_ahead():
    today = timezone.localdate()
    assert read(f"A,a@b.example,Editor,,{today.isoformat()}").asked
