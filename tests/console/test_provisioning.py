"""Provisioning units in bulk."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    ReferenceIndex,
    Site,
)

from console.blueprint import REQUIRED_KEYS
from console.blueprint_files import load_blueprint
from console.building import BuildOrder, ProvisionError
from console.models import ProvisionEntry, UnitBlueprint
from console.provisioning import provision_units
from console.querysets import LedgerError
from content.models import ArticlePage, ColumnPage, UnitHomePage
from search.models import PublishedItem
from tests.console.contents import twenty_items
from tests.console.tables import rows_of_all_tables
from units.addresses import address_book
from units.enums import OPEN_STATES, Presence, Role, UnitState
from units.models import Unit, UnitHost, UnitRoot, User
from units.people.actions import add_member

ROOT = Path(__file__).parents[2]


@pytest.fixture
def full_city(city):
    """The city's blueprint with twenty items a unit."""
    return replace(city, contents=twenty_items)


@pytest.fixture
def site(make_units, full_city):
    """One provisioned unit."""
    (unit,) = make_units(1)
    provision_units([unit], full_city)
    return Unit.objects.get(pk=unit.pk)


def home_of(unit):
    return UnitHomePage.objects.get(unit_root__unit=unit)


def test_a_unit_gets_a_live_home_at_the_fixed_depth(site):
    home = home_of(site)
    assert (home.live, home.depth, home.slug, home.title) == (True, 4, site.code, site.name)


def test_a_unit_gets_the_columns_of_the_blueprint_in_order(site):
    columns = ColumnPage.objects.child_of(home_of(site)).live()
    assert [c.key for c in columns] == [c.key for c in load_blueprint("city").columns]


def test_a_column_carries_what_the_blueprint_says(site):
    column = ColumnPage.objects.get(key="xwdt", path__startswith=home_of(site).path)
    assert (column.update_rule, column.update_days, column.takes) == ("days", 7, ["article"])
    assert (column.kind, column.layout, column.function) == ("affairs", "list", "publicity")


def test_the_five_introductions_are_required(site):
    required = ColumnPage.objects.filter(path__startswith=home_of(site).path, is_required=True)
    assert sorted(column.key for column in required) == sorted(REQUIRED_KEYS)


def test_sub_columns_stand_below_their_column(site):
    above = ColumnPage.objects.get(key="xxgk", path__startswith=home_of(site).path)
    below = ColumnPage.objects.child_of(above)
    assert [column.key for column in below] == ["gkzn", "gknb"]
    assert above.numchild == 2


def test_the_tree_has_no_problem(site):
    assert not any(Page.find_problems())
    assert not any(Collection.find_problems())


def test_the_unit_becomes_a_site_with_its_host(site):
    host = f"{site.code}.localhost"
    assert site.presence == Presence.SITE
    assert Site.objects.get(hostname=host).root_page_id == home_of(site).pk
    assert UnitHost.objects.get(host=host).is_current


def test_the_address_book_knows_the_new_site(site):
    entry = address_book().by_code[site.code]
    assert (entry.has_home, entry.host) == (True, f"{site.code}.localhost")


def test_a_unit_can_be_opened_as_a_channel_without_a_host(make_units, city):
    (unit,) = make_units(1)
    provision_units([unit], replace(city, presence=Presence.CHANNEL))
    assert Unit.objects.get(pk=unit.pk).presence == Presence.CHANNEL
    assert not UnitHost.objects.filter(unit=unit).exists()


def state_of(unit):
    return Unit.objects.with_state().get(pk=unit.pk).state


def test_a_unit_with_all_required_columns_filled_is_open_at_once(site):
    assert site.opened_on == timezone.localdate()
    assert state_of(site) in OPEN_STATES


def test_a_unit_without_contents_is_being_built(make_units, city):
    (unit,) = make_units(1)
    provision_units([unit], city)
    assert state_of(unit) == UnitState.BUILDING


def test_each_role_has_a_group_with_rights_on_the_own_home_only(site):
    groups = Group.objects.filter(name__startswith=f"unit:{site.code}:")
    assert groups.count() == 3
    pages = GroupPagePermission.objects.filter(group__in=groups)
    files = GroupCollectionPermission.objects.filter(group__in=groups)
    assert {permission.page_id for permission in pages} == {home_of(site).pk}
    assert {permission.collection_id for permission in files} == {site.collection_id}


def test_people_of_the_unit_are_let_in(make_units, city):
    (unit,) = make_units(1)
    person = User.objects.create_user("editor.a1")
    add_member(person, Role.EDITOR, unit=unit)
    provision_units([unit], city)
    assert person.groups.filter(page_permissions__page=home_of(unit)).exists()


def test_everything_live_is_on_the_read_side(site):
    live = Page.objects.descendant_of(home_of(site), inclusive=True).live()
    assert set(
        PublishedItem.objects.for_unit(site).exclude(page=None).values_list("page", flat=True)
    ) == set(live.values_list("pk", flat=True))


def test_items_stand_on_the_read_side_with_their_column(site):
    column = ColumnPage.objects.get(key="xwdt", path__startswith=home_of(site).path)
    assert PublishedItem.objects.filter(column=column, item_type="article").count() == 8


def test_the_reference_index_is_what_wagtail_would_write(make_units, city):
    (unit,) = make_units(1)

    def linked(sites):
        placements = twenty_items(sites)
        target = Page.objects.get(slug="units")
        for placement in placements:
            placement.page.body = [
                ("paragraph", f'<p><a linktype="page" id="{target.pk}">示范</a></p>')
            ]
        return placements

    provision_units([unit], replace(city, contents=linked))
    fields = ("object_id", "to_object_id", "model_path", "content_path", "content_type_id")
    written = set(ReferenceIndex.objects.values_list(*fields))
    ReferenceIndex.objects.all().delete()
    for page in Page.objects.descendant_of(home_of(unit), inclusive=True).specific():
        ReferenceIndex.create_or_update_for_object(page)
    assert len(written) == 20
    assert written == set(ReferenceIndex.objects.values_list(*fields))


def test_a_provisioned_item_can_be_edited_and_saved(site):
    article = ArticlePage.objects.filter(path__startswith=home_of(site).path).first()
    article.title = "另一标题"
    article.save_revision().publish()
    assert PublishedItem.objects.get(page=article).title == "另一标题"


def test_the_blueprint_of_the_unit_is_recorded(site):
    recorded = UnitBlueprint.objects.get(unit=site)
    assert (recorded.name, recorded.version, recorded.source) == ("city", 1, None)


def test_the_ledger_says_what_was_built(site):
    entry = ProvisionEntry.objects.for_unit(site).get()
    assert (entry.state, entry.blueprint, entry.version) == ("built", "city", 1)
    assert entry.page_count == 1 + 11 + 20


@pytest.mark.parametrize(
    "change",
    [
        lambda entry: entry.delete(),
        lambda entry: entry.save(),
        lambda entry: ProvisionEntry.objects.update(digest=""),
        lambda entry: ProvisionEntry.objects.filter(pk=entry.pk).delete(),
    ],
)
def test_the_ledger_refuses_changes(site, change):
    with pytest.raises(LedgerError):
        change(ProvisionEntry.objects.get())


def test_a_second_run_changes_nothing(site, full_city):
    before = rows_of_all_tables()
    result = provision_units([site], full_city)
    assert (result.done, result.skipped) == ([], [site])
    assert rows_of_all_tables() == before


def test_a_run_leaves_other_units_as_they_are(site, make_units, city):
    mine = {"path__startswith": home_of(site).path}
    before = list(Page.objects.filter(**mine).values())
    provision_units(make_units(2, start=2), city)
    assert list(Page.objects.filter(**mine).values()) == before


def test_a_batch_that_fails_leaves_nothing_of_itself(make_units, city):
    units = make_units(4)

    def fail_for_the_last(sites):
        if any(site.unit.pk == units[-1].pk for site in sites):
            raise ProvisionError("broken")
        return []

    with pytest.raises(ProvisionError):
        provision_units(units, replace(city, contents=fail_for_the_last), batch=2)
    assert set(UnitRoot.objects.values_list("unit_id", flat=True)) & {u.pk for u in units} == {
        units[0].pk,
        units[1].pk,
    }


def test_a_host_of_another_unit_is_refused(make_units, city):
    first, second = make_units(2)
    UnitHost.objects.create(unit=second, host=f"{first.code}.localhost", is_current=False)
    with pytest.raises(ProvisionError):
        provision_units([first], city)


def test_only_the_it_office_may_provision(make_units, city):
    stranger = User.objects.create_user("stranger")
    with pytest.raises(PermissionDenied):
        provision_units(make_units(1), city, user=stranger)


def test_progress_is_told_after_each_batch(make_units, city):
    told = []
    provision_units(
        make_units(5), city, batch=2, progress=lambda done, total: told.append((done, total))
    )
    assert told == [(2, 5), (4, 5), (5, 5)]


def test_the_county_names_its_eighth_section(make_units):
    (unit,) = make_units(1)
    blueprint = load_blueprint("county", parameters={"own_section": "茶乡"})
    provision_units([unit], BuildOrder(blueprint=blueprint))
    names = [column.title for column in ColumnPage.objects.child_of(home_of(unit))]
    assert (len(names), names[-1]) == (8, "茶乡")
    assert UnitBlueprint.objects.get(unit=unit).parameters == {"own_section": "茶乡"}


def statements(units, order):
    with CaptureQueriesContext(connection) as captured:
        provision_units(units, order)
    return len(captured)


def test_sixty_statements_build_one_unit(make_units, full_city):
    assert statements(make_units(1), full_city) <= 60


@pytest.mark.postgres
def test_a_hundred_statements_build_137_units(make_units, full_city):
    assert statements(make_units(137), full_city) <= 100


def test_five_statements_a_unit_build_a_batch(make_units, full_city):
    assert statements(make_units(60), full_city) <= 5 * 60
