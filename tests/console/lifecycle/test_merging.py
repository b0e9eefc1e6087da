"""Units get other names, become one, become several; old names and addresses find them."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from console.lifecycle.enums import SuccessionKind
from console.lifecycle.merging import merge_units, rename_unit, split_unit
from console.models import Succession
from content.models import UnitHomePage
from search.finding.filters import Filters
from search.finding.find import find
from search.models import PublishedItem
from tests.factories import make_member, make_unit
from tests.visits import PORTAL, host_address, visit
from units.enums import Aftermath, Role
from units.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def alpha(make_open):
    return make_open("alpha")


@pytest.fixture
def beta(make_open):
    return make_open("beta")


@pytest.fixture
def renamed(alpha, officer, today):
    Unit.objects.filter(pk=alpha.pk).update(name="卫生局", short_name="卫生")
    UnitHomePage.objects.filter(unit_root__unit=alpha).update(title="卫生局")
    alpha.refresh_from_db()
    return rename_unit(
        alpha,
        name="卫生健康委员会",
        short_name="卫健委",
        on=today(),
        user=officer,
        reason="Reform of the organs",
    )


def merge(units, into, user, on, aftermath=Aftermath.MOVED):
    return merge_units(units, into=into, on=on, aftermath=aftermath, user=user, reason="Reform")


def test_renamed_unit_keeps_its_address_and_shows_its_name(renamed):
    assert renamed.name in visit(host_address("alpha") + "/").text


def test_home_bears_the_new_name(renamed):
    assert UnitHomePage.objects.get(unit_root__unit=renamed).title == renamed.name


@pytest.mark.parametrize("query", ["卫生局", "卫健委"])
def test_unit_is_found_by_its_former_name_and_its_new_one(renamed, query):
    found = find(query, filters=Filters(language="zh-hans"))

    assert renamed.pk in {item.unit_id for item in found.items}


def test_former_name_is_kept_with_its_day(renamed, today):
    assert Succession.objects.values_list("kind", "old_name", "on").get() == (
        SuccessionKind.RENAMED,
        "卫生局",
        today(),
    )


def test_renaming_twice_changes_nothing(renamed, officer, today):
    rename_unit(
        renamed,
        name=renamed.name,
        short_name=renamed.short_name,
        on=today(),
        user=officer,
        reason="-",
    )

    assert Succession.objects.count() == 1


@pytest.mark.parametrize("role", [Role.LEADING_GROUP, Role.INSPECTOR])
def test_nobody_but_the_office_renames(alpha, role, today):
    with pytest.raises(PermissionDenied):
        rename_unit(alpha, name="X", short_name="X", on=today(), user=make_member(role), reason="-")


def test_name_of_another_unit_is_refused(alpha, beta, officer, today):
    with pytest.raises(ValidationError):
        rename_unit(alpha, name=beta.name, short_name="X", on=today(), user=officer, reason="-")


def test_day_to_come_is_refused(alpha, officer, today):
    tomorrow = today(1)
    today()
    with pytest.raises(ValidationError):
        rename_unit(alpha, name="X", short_name="X", on=tomorrow, user=officer, reason="-")


def test_merged_unit_s_addresses_lead_on(alpha, beta, leading, today):
    merge([alpha], beta, leading, today())

    assert visit(host_address("alpha") + "/news/")["Location"] == host_address("beta") + "/news/"


def test_merged_units_are_found_under_their_names(alpha, beta, leading, today):
    into = make_unit("gamma")
    merge([alpha, beta], into, leading, today())
    into.refresh_from_db()

    assert {alpha.name, beta.name} <= set(into.former_names.splitlines())


def test_directory_entry_that_merges_leads_on(alpha, leading, today):
    entry = make_unit("entry")
    merge([entry], alpha, leading, today())

    response = visit(f"{PORTAL}/units/entry/")
    assert (response.status_code, response["Location"]) == (301, host_address("alpha") + "/")
    assert not PublishedItem.objects.filter(unit=entry).exists()


def test_merging_twice_changes_nothing(alpha, beta, leading, today):
    merge([alpha], beta, leading, today())
    merge([alpha], beta, leading, today())

    assert Succession.objects.count() == 1


def test_unit_merged_elsewhere_is_refused_and_nothing_is_done(alpha, beta, leading, today):
    merge([alpha], beta, leading, today())
    other = make_unit("other")
    with pytest.raises(ValidationError):
        merge([make_unit("entry"), alpha], other, leading, today())

    assert not Unit.objects.filter(code="entry", closed_on__isnull=False).exists()


@pytest.mark.parametrize("role", [Role.IT_OFFICE, Role.INSPECTOR])
def test_nobody_but_the_leading_group_merges_or_splits(alpha, beta, role, today):
    person = make_member(role)
    with pytest.raises(PermissionDenied):
        merge([alpha], beta, person, today())
    with pytest.raises(PermissionDenied):
        split_unit(
            alpha,
            into=[beta, make_unit()],
            on=today(),
            aftermath=Aftermath.ARCHIVE,
            user=person,
            reason="-",
        )


def test_split_unit_s_archive_names_all_who_go_on(alpha, beta, leading, today):
    other = make_unit("other")
    split_unit(
        alpha,
        into=[beta, other],
        on=today(),
        aftermath=Aftermath.ARCHIVE,
        user=leading,
        reason="Reform",
    )
    page = visit(host_address("alpha") + "/").text

    assert beta.name in page
    assert other.name in page


def test_unit_is_split_into_two_at_least(alpha, beta, leading, today):
    with pytest.raises(ValidationError):
        split_unit(
            alpha,
            into=[beta, beta],
            on=today(),
            aftermath=Aftermath.ARCHIVE,
            user=leading,
            reason="-",
        )
