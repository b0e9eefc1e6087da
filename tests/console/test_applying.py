"""Bringing existing units to another version of their blueprint."""

import pytest
from wagtail.models import Page

from console.applying import bring_to
from console.blueprint_files import load_blueprint
from console.building import BuildOrder
from console.provisioning import provision_units
from content.models import ArticlePage, ColumnPage, UnitHomePage
from search.models import PublishedItem
from search.reconcile import differences
from tests.console.blueprints import column_text
from tests.console.contents import item

TOP = "columns"
SUB = "columns.children"


@pytest.fixture
def between(shelf, make_units):
    """A function that provisions a unit by one version, and gives what brings it to the next."""

    def build(old, new):
        shelf(old, new)
        (unit,) = make_units(1)
        first, second = (load_blueprint("small", version) for version in (1, 2))
        provision_units([unit], BuildOrder(blueprint=first))
        return unit, lambda: bring_to(unit, first, second)

    return build


def columns_of(unit, parent=None):
    home = parent or UnitHomePage.objects.get(unit_root__unit=unit)
    return [column.slug for column in ColumnPage.objects.child_of(home)]


def column(key):
    return ColumnPage.objects.get(key=key, depth__gt=3, path__startswith="0001")


def test_a_new_column_is_added_where_it_belongs_and_on_the_read_side(between):
    unit, bring = between(map(column_text, "abc"), map(column_text, ["a", "x", "b", "c"]))
    bring()
    assert columns_of(unit) == ["a", "x", "b", "c"]
    assert PublishedItem.objects.get(page=column("x")).unit_id == unit.pk


def test_a_new_column_with_sub_columns_is_added_whole(between):
    unit, bring = between(
        [column_text("a")],
        [column_text("a"), column_text("b") + column_text("c", level=SUB)],
    )
    bring()
    assert columns_of(unit) == ["a", "b"]
    assert columns_of(unit, column("b")) == ["c"]


def test_an_empty_column_that_is_no_longer_planned_is_deleted(between):
    unit, bring = between(map(column_text, "ab"), map(column_text, "a"))
    bring()
    assert columns_of(unit) == ["a"]


def test_a_column_with_items_that_is_no_longer_planned_stays_as_the_units_own(between):
    _unit, bring = between(map(column_text, "ab"), map(column_text, "a"))
    article = column("b").add_child(instance=item(ArticlePage, 1))
    kept = column("b")
    bring()
    kept.refresh_from_db()
    assert (kept.key, kept.is_required, kept.live) == ("", False, True)
    assert Page.objects.filter(pk=article.pk).exists()


def test_a_column_is_renamed_with_its_read_side(between):
    _unit, bring = between([column_text("a", name="甲")], [column_text("a", name="乙")])
    bring()
    assert column("a").title == "乙"
    assert PublishedItem.objects.get(page=column("a")).title == "乙"


def test_a_units_own_name_of_a_column_stays(between):
    _unit, bring = between([column_text("a", name="甲")], [column_text("a", name="乙")])
    ColumnPage.objects.filter(pk=column("a").pk).update(title="自定")
    bring()
    assert column("a").title == "自定"


def test_columns_follow_a_new_order(between):
    unit, bring = between(map(column_text, "abcd"), map(column_text, "dbac"))
    bring()
    assert columns_of(unit) == ["d", "b", "a", "c"]


def test_a_column_becomes_a_sub_column_with_its_items_and_addresses(between):
    unit, bring = between(map(column_text, "ab"), [column_text("a") + column_text("b", level=SUB)])
    article = column("b").add_child(instance=item(ArticlePage, 1))
    bring()
    assert columns_of(unit) == ["a"]
    assert columns_of(unit, column("a")) == ["b"]
    assert PublishedItem.objects.get(page=article).address == f"a/b/{article.slug}/"
    assert not any(Page.find_problems())


def test_rules_are_changed_and_a_units_text_stays(between):
    _unit, bring = between(
        [column_text("a", update="yearly", layout="list")],
        [column_text("a", update="days=7", layout="text")],
    )
    ColumnPage.objects.filter(pk=column("a").pk).update(introduction="自写")
    bring()
    changed = column("a")
    assert (changed.update_rule, changed.update_days, changed.layout) == ("days", 7, "text")
    assert changed.introduction == "自写"


def test_a_draft_of_a_column_does_not_bring_the_old_rules_back(between):
    _unit, bring = between(
        [column_text("a", update="yearly", name="甲")],
        [column_text("a", update="days=7", name="乙")],
    )
    draft = column("a")
    draft.introduction = "草稿"
    draft.save_revision()
    bring()
    column("a").get_latest_revision().publish()
    changed = column("a")
    assert (changed.update_rule, changed.title, changed.introduction) == ("days", "乙", "草稿")


def test_columns_the_unit_opened_itself_stay(between):
    unit, bring = between(map(column_text, "ab"), map(column_text, "ba"))
    home = UnitHomePage.objects.get(unit_root__unit=unit)
    home.add_child(instance=ColumnPage(title="自办", slug="own"))
    bring()
    assert columns_of(unit) == ["b", "a", "own"]


@pytest.mark.parametrize(
    ("first", "second"),
    [(a, b) for a in ("bureau", "city", "county") for b in ("bureau", "city", "county") if a != b],
)
def test_tree_stays_sound_there_and_back_between_shipped_blueprints(make_units, first, second):
    (unit,) = make_units(1)
    old, new = load_blueprint(first), load_blueprint(second)
    provision_units([unit], BuildOrder(blueprint=old))
    before, told = columns_of(unit), list(differences())
    bring_to(unit, old, new)
    bring_to(unit, new, old)
    assert not any(Page.find_problems())
    assert columns_of(unit) == before
    assert list(differences()) == told
