"""The IT office's screen of where a feature is on."""

import pytest
from django.urls import reverse

from tests.factories import (
    make_column,
    make_home,
    make_item,
    make_member,
    make_unit,
    make_units_in_bulk,
)
from tests.visits import sign_in, visit
from units.enums import FeatureScope, Role
from units.features import feature_is_on, switch_feature, switch_of
from units.models import FeatureSwitch, Unit

pytestmark = pytest.mark.django_db

FEEDS = "feeds"


@pytest.fixture
def client():
    return sign_in(make_member(Role.IT_OFFICE))


def address(key=FEEDS):
    return reverse("units_limits:feature", args=(key,))


def save(client, scope, shown=(), ticked=()):
    values = {
        "scope": scope,
        "shown": [unit.pk for unit in shown],
        "units": [unit.pk for unit in ticked],
    }
    return client.post(address(), values)


def test_a_feature_is_switched(client):
    save(client, FeatureScope.NOWHERE)
    assert switch_of(FEEDS).scope == FeatureScope.NOWHERE


def test_a_pilot_gets_the_units_that_are_ticked(client):
    unit, other = make_unit(), make_unit()
    save(client, FeatureScope.PILOT, [unit, other], [unit])
    assert [feature_is_on(FEEDS, found) for found in (unit, other)] == [True, False]


def test_ticks_on_other_pages_of_the_list_stay(client):
    unit, other = make_unit(), make_unit()
    switch_feature(FEEDS, FeatureScope.PILOT, [unit])
    save(client, FeatureScope.PILOT, [other], [other])
    assert switch_of(FEEDS).units == {unit.pk, other.pk}


def test_a_tick_that_is_taken_away_ends_it_for_the_unit(client):
    unit, other = make_unit(), make_unit()
    switch_feature(FEEDS, FeatureScope.PILOT, [unit, other])
    save(client, FeatureScope.PILOT, [unit, other], [other])
    assert switch_of(FEEDS).units == {other.pk}


def test_a_pilot_in_no_unit_is_refused_at_the_form(client):
    response = save(client, FeatureScope.PILOT)
    assert "scope" in response.context["form"].errors
    assert switch_of(FEEDS).scope == FeatureScope.EVERYWHERE


@pytest.mark.parametrize("units", [["x"], ["99999999"], ["-1"], [""]])
def test_ids_of_nothing_are_passed_over(client, units):
    client.post(address(), {"scope": FeatureScope.EVERYWHERE, "units": units})
    assert not FeatureSwitch.objects.get().units.exists()


def test_an_unknown_scope_is_refused(client):
    assert "scope" in save(client, "sometimes").context["form"].errors


def test_an_unknown_feature_is_not_found(client):
    assert client.get(address("telepathy")).status_code == 404


def test_the_list_is_paged(client):
    make_units_in_bulk(60)
    assert len(client.get(address()).context["shown"]) == 25


def test_units_are_found_by_name(client):
    make_units_in_bulk(60)
    make_unit("alpha", name="Tea office")
    page = client.get(address(), {"q": "tea"})
    assert [unit.code for unit in page.context["shown"]] == ["alpha"]


def test_only_the_named_units_are_listed_when_asked_for(client):
    unit, _other = make_unit(), make_unit()
    switch_feature(FEEDS, FeatureScope.PILOT, [unit])
    assert list(client.get(address(), {"only": "on"}).context["shown"]) == [unit]


def test_the_form_costs_the_same_with_more_units(client, django_assert_max_num_queries):
    switch_feature(FEEDS, FeatureScope.PILOT, [make_unit()])
    client.get(address())
    with django_assert_max_num_queries(40) as few:
        client.get(address())
    most = len(few)
    make_units_in_bulk(60)
    switch_feature(FEEDS, FeatureScope.PILOT, Unit.objects.all())
    client.get(address())
    with django_assert_max_num_queries(most):
        client.get(address())


def test_an_inspector_sees_the_ticks_and_changes_none():
    unit = make_unit()
    switch_feature(FEEDS, FeatureScope.PILOT, [unit])
    browser = sign_in(make_member(Role.INSPECTOR))
    assert browser.post(address(), {"scope": FeatureScope.NOWHERE}).status_code == 403
    assert unit.pk in browser.get(address()).context["ticked"]


@pytest.fixture
def columns():
    """A column with an item in each of two units, the first of which has feeds."""
    found = []
    for code in ("alpha", "beta"):
        column = make_column(make_home(make_unit(code)), "news")
        make_item(column)
        found.append(column)
    switch_feature(FEEDS, FeatureScope.PILOT, Unit.objects.filter(code="alpha"))
    return found


def test_feeds_are_served_where_they_are_on_only(columns):
    answers = [visit(f"{column.url}feed/").status_code for column in columns]
    assert answers == [200, 404]


def test_feeds_are_shown_where_they_are_on_only(columns):
    shown = [f"{column.url}feed/" in visit(column.url).content.decode() for column in columns]
    assert shown == [True, False]
