"""What differs between the read side and the pages is found, and mended."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from search.actions import publish_in_bulk, publish_unit_entries
from search.models import PublishedItem
from search.reconcile import differences, rebuild
from tests.factories import make_column, make_home, make_item, make_portal, make_unit
from units.addresses import forget
from units.models import Unit, UnitRoot

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """Two units with a column and an item each, by name."""
    make_portal()
    home = make_home(make_unit("alpha"))
    column = make_column(home, "news")
    make_item(make_column(make_home(make_unit("beta")), "news"), title="Of another unit")
    return {"home": home, "column": column, "item": make_item(column, title="The item")}


def rows(page):
    return PublishedItem.objects.filter(page_id=page.pk)


def pages(page):
    return Page.objects.filter(pk=page.pk)


def entries():
    return PublishedItem.objects.unit_entries().filter(unit__code="alpha")


def hide_home(world):
    UnitRoot.objects.filter(unit__code="portal").delete()
    forget()


DIFFERENCES = {
    "missing row": lambda w: rows(w["item"]).delete(),
    "missing row of a column": lambda w: rows(w["column"]).delete(),
    "missing row of a home": lambda w: rows(w["home"]).delete(),
    "missing entry": lambda w: entries().delete(),
    "row of a draft": lambda w: pages(w["item"]).update(live=False),
    "other title": lambda w: rows(w["item"]).update(title="Another"),
    "page renamed behind its back": lambda w: pages(w["item"]).update(title="Another"),
    "other unit": lambda w: rows(w["item"]).update(unit=Unit.objects.get(code="beta")),
    "other address": lambda w: rows(w["item"]).update(address="elsewhere/"),
    "other column": lambda w: rows(w["item"]).update(column=w["home"].pk),
    "no column": lambda w: rows(w["item"]).update(column=None, top_column=None),
    "other place": lambda w: rows(w["item"]).update(sort_path="Z"),
    "other type": lambda w: rows(w["item"]).update(item_type="notice"),
    "other language": lambda w: rows(w["item"]).update(language="en"),
    "other text": lambda w: rows(w["item"]).update(text="Another"),
    "other details": lambda w: rows(w["column"]).update(details={}),
    "entry with another name": lambda w: entries().update(title="Another"),
    "entry with another pinyin": lambda w: entries().update(name_pinyin=""),
    "unit renamed behind its back": lambda w: Unit.objects.filter(code="alpha").update(name="X"),
    "pages that are nobody's any more": hide_home,
}


@pytest.mark.parametrize("difference", DIFFERENCES)
def test_difference_is_found(world, difference):
    DIFFERENCES[difference](world)

    assert list(differences())


@pytest.mark.parametrize("difference", DIFFERENCES)
def test_rebuilding_mends_it(world, difference):
    DIFFERENCES[difference](world)

    rebuild()

    assert list(differences()) == []


def test_nothing_differs_after_the_actions(world):
    assert list(differences()) == []


def test_rebuilding_writes_the_same_rows_again(world):
    fields = [field.attname for field in PublishedItem._meta.concrete_fields]
    fields = [name for name in fields if name not in ("id", "date")]
    before = list(PublishedItem.objects.order_by("page_id", "unit_id").values(*fields))

    rebuild()

    assert list(PublishedItem.objects.order_by("page_id", "unit_id").values(*fields)) == before


def test_rebuilding_says_how_many_rows_it_wrote(world):
    assert rebuild() == PublishedItem.objects.count()


def test_only_the_row_that_differs_is_named(world):
    rows(world["item"]).update(title="Another")

    assert [(found.title, found.fields) for found in differences()] == [("The item", ("title",))]


def test_difference_is_told_in_one_line(world):
    rows(world["item"]).update(title="Another", text="Another")

    assert str(next(differences())).endswith("The item: title, text")


def test_verify_says_that_all_is_well(world):
    call_command("published", "verify", stdout=(out := StringIO()), stderr=StringIO())

    assert "equals" in out.getvalue()


def test_verify_fails_and_names_the_row(world):
    rows(world["item"]).update(text="Another")

    with pytest.raises(CommandError, match="1 "):
        call_command("published", "verify", stderr=(err := StringIO()))
    assert "The item" in err.getvalue()


def test_rebuild_mends_from_the_command_line(world):
    PublishedItem.objects.all().delete()

    call_command("published", "rebuild", stdout=StringIO(), stderr=StringIO())

    assert list(differences()) == []


def test_more_pages_cost_no_more_queries(world):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            list(differences())
        return len(queries)

    few = cost()
    for _item in range(20):
        make_item(world["column"])

    assert cost() == few


def test_publishing_in_bulk_twice_changes_nothing(world):
    before = list(PublishedItem.objects.order_by("pk").values())

    publish_in_bulk([world["item"], world["column"]])

    assert list(PublishedItem.objects.order_by("pk").values()) == before


def test_publishing_in_bulk_leaves_drafts_out(world):
    draft = make_item(world["column"], is_live=False)

    assert publish_in_bulk([draft, world["item"]]) == 1


def test_publishing_entries_twice_changes_nothing(world):
    before = list(PublishedItem.objects.order_by("pk").values())

    publish_unit_entries(Unit.objects.all())

    assert list(PublishedItem.objects.order_by("pk").values()) == before
