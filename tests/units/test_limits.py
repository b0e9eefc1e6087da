"""The IT office's screens of quotas and level settings."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from wagtail.models import ModelLogEntry

from tests.factories import make_member, make_superuser, make_unit, make_units_in_bulk
from tests.visits import sign_in
from units.enums import CENTRE_ROLES, UNIT_ROLES, Level, Role
from units.limits.actions import QUOTAS_CHANGED, change_quotas
from units.models import LevelSettings, Unit
from units.quotas import CITY_MAX_STORAGE, quota_of

pytestmark = pytest.mark.django_db

OUTSIDERS = [*UNIT_ROLES, *sorted({*CENTRE_ROLES} - {Role.IT_OFFICE, Role.INSPECTOR})]


def member(role):
    return make_member(role, make_unit() if role in UNIT_ROLES else None)


def addresses(unit):
    return [
        reverse("units_limits:quotas"),
        reverse("units_limits:quota", args=(unit.code,)),
        reverse("units_limits:levels"),
        reverse("units_limits:level", args=(Level.DISTRICT,)),
        reverse("units_limits:features"),
        reverse("units_limits:feature", args=("feeds",)),
    ]


@pytest.fixture
def officer():
    return make_member(Role.IT_OFFICE)


@pytest.fixture
def client(officer):
    return sign_in(officer)


def save_quotas(client, unit, **numbers):
    values = {"max_people": "", "max_storage": "", "max_extra_columns": ""} | numbers
    return client.post(reverse("units_limits:quota", args=(unit.code,)), values)


def names(response):
    return [unit.code for unit in response.context["shown"]]


@pytest.mark.parametrize("role", OUTSIDERS)
def test_others_see_none_of_the_screens(role):
    unit, browser = make_unit(), sign_in(member(role))
    assert {browser.get(address).status_code for address in addresses(unit)} == {403}


@pytest.mark.parametrize("role", OUTSIDERS)
def test_others_change_nothing(role):
    unit, browser = make_unit(), sign_in(member(role))
    assert {browser.post(address).status_code for address in addresses(unit)} == {403}


@pytest.mark.parametrize("role", OUTSIDERS)
def test_whether_a_unit_exists_is_not_told_to_others(role):
    address = reverse("units_limits:quota", args=("nowhere",))
    assert sign_in(member(role)).get(address).status_code == 403


def test_an_inspector_sees_the_screens():
    unit, browser = make_unit(), sign_in(make_member(Role.INSPECTOR))
    assert {browser.get(address).status_code for address in addresses(unit)} == {200}


def test_an_inspector_changes_nothing():
    unit, browser = make_unit(), sign_in(make_member(Role.INSPECTOR))
    assert {browser.post(address).status_code for address in addresses(unit)} == {403}


def test_an_inspector_is_offered_no_button():
    browser = sign_in(make_member(Role.INSPECTOR))
    form = browser.get(reverse("units_limits:quota", args=(make_unit().code,))).context["form"]
    assert all(field.disabled for field in form.fields.values())


@pytest.mark.parametrize("make_person", [make_superuser, lambda: make_member(Role.IT_OFFICE)])
def test_those_who_manage_units_see_the_screens(make_person):
    unit, browser = make_unit(), sign_in(make_person())
    assert {browser.get(address).status_code for address in addresses(unit)} == {200}


@pytest.mark.parametrize(("role", "is_shown"), [(Role.IT_OFFICE, True), (Role.SECRECY, False)])
def test_the_menu_leads_those_who_may(role, is_shown):
    page = sign_in(make_member(role)).get(reverse("wagtailadmin_account"))
    assert (reverse("units_limits:quotas") in page.content.decode()) is is_shown


def test_a_unit_s_numbers_are_saved(client):
    unit = make_unit()
    save_quotas(client, unit, max_people="7")
    assert quota_of(Unit.objects.get(pk=unit.pk)).people == 7


def test_another_unit_keeps_its_numbers(client):
    unit, other = make_unit(), make_unit()
    save_quotas(client, unit, max_people="7")
    assert Unit.objects.get(pk=other.pk).max_people is None


def test_an_empty_field_gives_the_number_back_to_the_level(client):
    unit = make_unit(max_storage=7)
    save_quotas(client, unit)
    assert quota_of(Unit.objects.get(pk=unit.pk)).storage == CITY_MAX_STORAGE


def test_a_number_below_nought_is_refused_at_the_field(client):
    response = save_quotas(client, make_unit(), max_people="-1")
    assert "max_people" in response.context["form"].errors


def test_the_form_says_what_holds_where_it_is_empty(client):
    LevelSettings.objects.create(level=Level.CITY, max_people=4321)
    form = client.get(reverse("units_limits:quota", args=(make_unit(max_people=1).code,)))
    assert "4321" in form.context["form"].fields["max_people"].help_text


def test_a_change_is_logged_with_its_author(client, officer):
    unit = make_unit()
    save_quotas(client, unit, max_people="7")
    entry = ModelLogEntry.objects.get(action=QUOTAS_CHANGED)
    assert (entry.user, entry.object_id) == (officer, str(unit.pk))
    assert entry.data["changes"] == [{"field": "max_people", "before": None, "after": 7}]


def test_the_form_shows_the_last_changes(client):
    unit = make_unit()
    change_quotas(unit, max_people=7)
    change_quotas(make_unit(), max_people=8)
    page = client.get(reverse("units_limits:quota", args=(unit.code,)))
    assert [entry.object_id for entry in page.context["history"]] == [str(unit.pk)]


def test_numbers_that_stand_already_are_not_logged():
    unit = make_unit(max_people=7)
    change_quotas(unit, max_people=7)
    assert not ModelLogEntry.objects.filter(action=QUOTAS_CHANGED).exists()


def test_only_quotas_are_changed_as_quotas():
    with pytest.raises(TypeError):
        change_quotas(make_unit(), name="Other")


def test_an_action_refuses_bad_numbers_too():
    with pytest.raises(ValidationError):
        change_quotas(make_unit(), max_people=-1)


@pytest.mark.parametrize("role", [*OUTSIDERS, Role.INSPECTOR])
def test_actions_refuse_others(role):
    person = member(role)
    with pytest.raises(PermissionDenied):
        change_quotas(make_unit(), user=person, max_people=9)


def test_units_are_found_by_code_and_name(client):
    make_unit("alpha"), make_unit("beta", name="Tea office")
    found = [
        names(client.get(reverse("units_limits:quotas"), {"q": words}))
        for words in ("alph", "office tea")
    ]
    assert found == [["alpha"], ["beta"]]


def test_only_units_that_are_nearly_full_are_listed(client):
    unit = make_unit("alpha", max_people=1)
    make_member(Role.EDITOR, unit)
    make_member(Role.EDITOR, make_unit("beta"))
    assert names(client.get(reverse("units_limits:quotas"), {"only": "on"})) == ["alpha"]


@pytest.mark.parametrize("query", [{}, {"only": "on"}])
def test_the_list_costs_the_same_with_more_units(client, query, django_assert_max_num_queries):
    make_unit("alpha", max_people=0)
    address = reverse("units_limits:quotas")
    client.get(address, query)
    with django_assert_max_num_queries(40) as few:
        client.get(address, query)
    most = len(few)
    make_units_in_bulk(60, max_people=0)
    client.get(address, query)
    with django_assert_max_num_queries(most):
        client.get(address, query)
