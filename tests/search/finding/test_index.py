"""The index of the database: it equals the table, is proved to, and is written anew."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search.finding.index import rebuild, unfindable
from search.models import PublishedItem
from tests.factories import make_column, make_document, make_home, make_item, make_unit, stored
from tests.search.finding.written import write

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(column):
    return write(column, "防汛通知", "汛期安排")


def tables():
    return {"sqlite": "rowid", "postgresql": "id"}[connection.vendor]


def damage(item):
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM search_entry WHERE {tables()} = %s", [item.pk])


def entries():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM search_entry")
        return cursor.fetchone()[0]


def test_nothing_differs_at_first(item):
    assert list(unfindable()) == []


def test_lost_entry_is_told(item):
    damage(item)

    assert list(unfindable()) == [item]


def test_entry_of_another_text_is_told(item):
    PublishedItem.objects.filter(pk=item.pk).update(title="另一个标题")

    assert [one.pk for one in unfindable()] == [item.pk]


def test_moved_item_is_narrowed_by_its_new_column(column, item, answer):
    notices = make_column(stored(column.get_parent()), "notices")
    stored(item.page).move(notices, pos="last-child")

    assert list(unfindable()) == []
    assert [one.title for one in answer("防汛", column="notices").items] == ["防汛通知"]


@pytest.mark.postgres
def test_entry_of_another_year_is_told(item):
    PublishedItem.objects.filter(pk=item.pk).update(year=1999)

    assert [one.pk for one in unfindable()] == [item.pk]


def test_command_fails_and_says_how_to_mend(item):
    damage(item)

    with pytest.raises(CommandError, match="rebuild"):
        call_command("search", "verify")


def test_rebuild_mends(item):
    damage(item)
    rebuild()

    assert list(unfindable()) == []


def test_entry_goes_with_its_item(item):
    item.delete()

    assert entries() == PublishedItem.objects.count()


def test_entries_go_with_their_items_in_bulk(item):
    PublishedItem.objects.all().delete()

    assert entries() == 0


def writes(act):
    """Return how many rows of the index and of its table something writes."""
    with CaptureQueriesContext(connection) as queries:
        act()
    changing = ("INSERT", "UPDATE", "DELETE")
    return [
        query["sql"]
        for query in queries
        if query["sql"].startswith(changing)
        and any(name in query["sql"] for name in ("search_", "indexentry"))
    ]


@pytest.mark.parametrize("others", [2, 60])
def test_a_save_writes_few_rows_however_large_the_index_is(others):
    column = make_column(make_home(make_unit("gamma")))
    for number in range(others):
        make_item(column, title=f"其他 {number}")
    page = make_item(column, title="防汛通知")
    page = stored(page)
    page.title = "防汛抢险通知"

    assert len(writes(page.save)) <= 10


def test_a_file_is_found_by_its_text(column, answer):
    page = make_item(column, title="公告")
    document = make_document("附件正文：抗旱物资调拨".encode(), name="plan.txt")
    page.attachments = [("attachment", {"document": document, "title": "调拨方案"})]
    page.save()

    found = answer("抗旱物资").items

    assert [(one.item_type, one.title) for one in found] == [("attachment", "调拨方案")]


def test_a_file_goes_with_its_page(column, answer):
    page = make_item(column, title="公告")
    document = make_document("附件正文：抗旱物资调拨".encode(), name="plan.txt")
    page.attachments = [("attachment", {"document": document, "title": "调拨方案"})]
    page.save()
    page.attachments = []
    page.save()

    assert answer("抗旱物资").items == []
