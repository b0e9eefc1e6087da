"""Blueprints as values: the shipped files, and the difference between two versions."""

import pytest

from console.blueprint import MENU_LIMIT, REQUIRED_KEYS, Freshness, diff
from console.blueprint_files import blueprint_names, blueprint_versions, load_blueprint
from console.enums import ChangeKind
from content.enums import UpdateRule
from tests.console.blueprints import blueprint_text, column_text, read

NAMES = blueprint_names()
UNIT_NAMES = [name for name in NAMES if name != "portal"]


def test_city_county_bureau_and_portal_are_shipped():
    assert NAMES == ["bureau", "city", "county", "portal"]


@pytest.mark.parametrize("name", NAMES)
def test_every_shipped_version_is_valid(name):
    versions = blueprint_versions(name)
    assert versions
    assert [load_blueprint(name, version).version for version in versions] == versions


@pytest.mark.parametrize("name", NAMES)
def test_keys_are_unique_and_columns_nest_one_level(name):
    blueprint = load_blueprint(name)
    keys = [placed.spec.key for placed in blueprint.placed()]
    assert len(keys) == len(set(keys))
    assert not any(child.children for column in blueprint.columns for child in column.children)


@pytest.mark.parametrize("name", NAMES)
def test_menu_has_at_most_eight_columns(name):
    assert sum(column.in_menu for column in load_blueprint(name).columns) <= MENU_LIMIT


@pytest.mark.parametrize("name", UNIT_NAMES)
def test_the_five_required_introductions_are_in_each_unit_blueprint(name):
    assert sorted(load_blueprint(name).required_keys) == sorted(REQUIRED_KEYS)


@pytest.mark.parametrize("name", NAMES)
def test_every_function_of_a_site_is_served_by_some_column(name):
    functions = {placed.spec.function for placed in load_blueprint(name).placed()}
    assert functions == {"publicity", "promotion", "society", "government"}


def test_city_has_the_four_columns_beside_the_required_five():
    keys = [column.key for column in load_blueprint("city").columns]
    assert sorted(set(keys) - set(REQUIRED_KEYS)) == ["hdjl", "tzgg", "xwdt", "xxgk"]
    assert len(keys) == 9


def test_city_has_twenty_demo_items():
    assert sum(n for placed in load_blueprint("city").placed() for _, n in placed.spec.demo) == 20


def test_county_has_eight_sections_of_which_it_names_one():
    named = load_blueprint("county", parameters={"own_section": "茶乡"})
    assert [column.name for column in named.columns] == [
        "概况",
        "党政领导",
        "旅游",
        "招商引资",
        "经济",
        "乡镇政府",
        "明星企业",
        "茶乡",
    ]


def test_bureau_has_nine_affairs_ten_business_ten_topics():
    counts = load_blueprint("bureau").count_by_kind()
    assert counts == {"affairs": 9, "business": 10, "topic": 10}
    assert sum(counts.values()) == 29


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("on_change", Freshness(UpdateRule.ON_CHANGE)),
        ("yearly", Freshness(UpdateRule.YEARLY)),
        ("days=7", Freshness(UpdateRule.DAYS, 7)),
    ],
)
def test_update_rule_reads_and_writes_itself(text, rule):
    assert Freshness.parse(text) == rule
    assert str(rule) == text


@pytest.mark.parametrize("text", ["", "weekly", "days", "days=", "days=0", "days=x", "yearly=1"])
def test_update_rule_refuses_what_it_does_not_know(text):
    with pytest.raises(ValueError):
        Freshness.parse(text)


def changes(old, new):
    return [(change.kind, change.key, change.aspect) for change in diff(read(old), read(new))]


def test_equal_versions_differ_in_nothing():
    text = blueprint_text(column_text("a"), column_text("b"))
    assert changes(text, text) == []


def test_a_new_column_is_added_and_a_missing_one_removed():
    old = blueprint_text(column_text("a"), column_text("b"))
    new = blueprint_text(column_text("a"), column_text("c"))
    assert changes(old, new) == [(ChangeKind.REMOVED, "b", ""), (ChangeKind.ADDED, "c", "")]


def test_another_name_is_a_renaming():
    old, new = (blueprint_text(column_text("a", name=name)) for name in ("甲", "乙"))
    (change,) = diff(read(old), read(new))
    assert (change.kind, change.before, change.after) == (ChangeKind.RENAMED, "甲", "乙")


def test_another_order_moves_only_what_moved():
    old = blueprint_text(*map(column_text, "abcd"))
    new = blueprint_text(*map(column_text, "dabc"))
    assert changes(old, new) == [(ChangeKind.MOVED, "d", "place")]


def test_becoming_a_sub_column_is_a_move():
    old = blueprint_text(column_text("a"), column_text("b"))
    new = blueprint_text(column_text("a") + column_text("b", level="columns.children"))
    assert changes(old, new) == [(ChangeKind.MOVED, "b", "place")]


def test_an_inserted_column_moves_no_other():
    old = blueprint_text(*map(column_text, "ab"))
    new = blueprint_text(*map(column_text, "acb"))
    assert changes(old, new) == [(ChangeKind.ADDED, "c", "")]


def test_another_rule_is_a_change():
    old, new = (blueprint_text(column_text("a", update=rule)) for rule in ("yearly", "days=7"))
    (change,) = diff(read(old), read(new))
    assert (change.kind, change.aspect) == (ChangeKind.CHANGED, "update")
    assert (change.before, change.after) == ("yearly", "days=7")


def test_another_home_page_is_a_change():
    old, new = (blueprint_text(column_text("a"), regions=regions) for regions in ("news", "links"))
    assert changes(old, new) == [(ChangeKind.CHANGED, "home", "regions")]
