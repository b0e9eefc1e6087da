"""Reports on what people look for, by who may read them."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from search.models import QueryCount
from tests.factories import make_member, make_portal, make_superuser, make_unit
from tests.visits import sign_in
from units.enums import UNIT_ROLES, Role

pytestmark = pytest.mark.django_db

HOT, EMPTY = "search_words_hot", "search_words_empty"
SCREENS = (HOT, f"{HOT}_results", EMPTY, f"{EMPTY}_results")
READERS = (Role.IT_OFFICE, Role.LEADING_GROUP, Role.INSPECTOR)


@pytest.fixture(autouse=True)
def portal():
    return make_portal()


@pytest.fixture
def unit():
    return make_unit("alpha")


@pytest.fixture
def office():
    return sign_in(make_member(Role.IT_OFFICE))


def count(unit, text="医保", days_ago=0, **values):
    day = timezone.localdate() - datetime.timedelta(days=days_ago)
    return QueryCount.objects.create(unit=unit, day=day, text=text, **{"searches": 5} | values)


def rows(client, name=HOT, **query):
    return list(client.get(reverse(name), query).context["object_list"])


def texts(client, name=HOT, **query):
    return [row["text"] for row in rows(client, name, **query)]


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("role", READERS)
def test_those_who_supervise_read_every_report(screen, role):
    assert sign_in(make_member(role)).get(reverse(screen)).status_code == 200


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("role", UNIT_ROLES)
def test_a_unit_s_people_read_every_report(unit, screen, role):
    assert sign_in(make_member(role, unit)).get(reverse(screen)).status_code == 200


@pytest.mark.parametrize("screen", SCREENS)
def test_the_secrecy_bureau_reads_none(screen):
    assert sign_in(make_member(Role.SECRECY)).get(reverse(screen)).status_code == 403


@pytest.mark.parametrize("role", UNIT_ROLES)
def test_a_unit_s_people_read_about_their_own_only(unit, role):
    count(unit)
    count(make_unit(), "低保")
    assert texts(sign_in(make_member(role, unit))) == ["医保"]


@pytest.mark.parametrize("role", UNIT_ROLES)
def test_what_is_asked_elsewhere_is_not_added_up(unit, role):
    count(unit)
    count(make_unit(), searches=100)
    (row,) = rows(sign_in(make_member(role, unit)))
    assert row["asked"] == 5


def test_filter_reaches_no_other_unit(unit):
    count(other := make_unit("beta"))
    assert texts(sign_in(make_member(Role.OPERATOR, unit)), unit=other.code) == []


def test_a_role_that_has_ended_reads_nothing(unit):
    person = make_member(Role.OPERATOR, unit)
    person.memberships.update(ended_on=timezone.localdate())
    assert sign_in(person).get(reverse(HOT)).status_code in (302, 403)


def test_the_city_s_counts_are_added_up(office, unit):
    count(unit)
    count(make_unit(), searches=7)
    (row,) = rows(office)
    assert row["asked"] == 12


def test_the_emergency_account_reads_all(unit):
    count(unit)
    assert texts(sign_in(make_superuser())) == ["医保"]


def test_counts_are_filtered_by_unit(office, unit):
    count(unit)
    count(make_unit("beta"), "低保")
    assert texts(office, unit="alpha") == ["医保"]


@pytest.mark.parametrize(
    ("period", "found"),
    [("7", ["day6"]), ("30", ["day29", "day6"]), ("", ["day29", "day6", "day89"])],
)
def test_counts_are_filtered_by_period(office, unit, period, found):
    for days in (6, 7, 29, 30, 89, 90):
        count(unit, f"day{days}", days_ago=days)
    shown = [text for text in texts(office, period=period) if text in ("day6", "day29", "day89")]
    assert shown == sorted(found)


def test_days_before_the_period_are_left_out(office, unit):
    count(unit, days_ago=7)
    assert texts(office, period="7") == []


def test_most_asked_for_comes_first(office, unit):
    count(unit, "低保", searches=3)
    count(unit, "医保", searches=9)
    assert texts(office) == ["医保", "低保"]


def test_rare_words_are_not_shown(office, unit):
    count(unit, searches=2)
    assert texts(office) == []


def test_mean_position_is_shown(office, unit):
    count(unit, clicks=4, positions=10)
    assert "2.5" in office.get(reverse(HOT)).content.decode()


def test_words_with_results_are_not_among_those_without(office, unit):
    count(unit, "低保", empty=0)
    count(unit, "医保", empty=4)
    assert texts(office, EMPTY) == ["医保"]


def test_office_is_led_to_a_new_synonym(office, unit):
    count(unit, "a&b=医保", empty=4)
    link = f"{reverse('search_synonyms:add')}?word=a%26b%3D%E5%8C%BB%E4%BF%9D"
    assert link in office.get(reverse(EMPTY)).content.decode()


def test_office_is_led_to_a_new_promotion(office, unit):
    count(unit, empty=4)
    link = f"{reverse('wagtailsearchpromotions:add')}?query=%E5%8C%BB%E4%BF%9D"
    assert link in office.get(reverse(EMPTY)).content.decode()


@pytest.mark.parametrize("role", [*UNIT_ROLES, Role.INSPECTOR, Role.LEADING_GROUP])
def test_others_are_not_led_to_what_they_may_not_do(unit, role):
    count(unit, empty=4)
    person = make_member(role, unit if role in UNIT_ROLES else None)
    text = sign_in(person).get(reverse(EMPTY)).content.decode()
    assert reverse("search_synonyms:add") not in text


@pytest.mark.parametrize("name", [HOT, EMPTY])
def test_report_is_taken_away_as_csv(office, unit, name):
    count(unit, empty=4)
    answer = office.get(reverse(name), {"export": "csv"})
    assert "医保" in b"".join(answer.streaming_content).decode()


def test_exported_word_is_no_formula(office, unit):
    count(unit, "=1+1")
    answer = office.get(reverse(HOT), {"export": "csv"})
    assert "'=1+1" in b"".join(answer.streaming_content).decode()


def test_report_is_paged(office, unit):
    for number in range(60):
        count(unit, f"word {number}")
    assert len(rows(office)) == 50


@pytest.mark.parametrize("name", [HOT, EMPTY])
def test_long_report_costs_no_more_queries(office, unit, name, django_assert_max_num_queries):
    count(unit, empty=4)
    office.get(reverse(name))
    with django_assert_max_num_queries(30) as few:
        office.get(reverse(name))
    for number in range(30):
        count(unit, f"word {number}", empty=4)
    with django_assert_max_num_queries(len(few)):
        office.get(reverse(name))


@pytest.mark.parametrize("query", [{"period": "x"}, {"unit": "\0"}, {"p": "x"}, {"p": "99"}])
def test_senseless_filters_are_no_error(office, unit, query):
    count(unit)
    assert office.get(reverse(HOT), query).status_code in (200, 404)
