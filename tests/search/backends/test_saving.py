"""What writing an entry costs, whatever else the index holds."""

import re

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page
from wagtail.search.backends import get_search_backend
from wagtail.search.models import IndexEntry

from content.models import ArticlePage
from tests.factories import make_column, make_home, make_item, make_unit
from units.bulk_pages import Placement, insert_pages

pytestmark = pytest.mark.django_db

ENTRIES = IndexEntry._meta.db_table
WRITES = re.compile(rf'(INSERT INTO|UPDATE|DELETE FROM) "?{ENTRIES}')
MOST_ROWS = 10


@pytest.fixture
def column():
    return make_column(make_home(make_unit()), "laws")


def grow(column, count):
    """Insert pages beside each other."""
    start = Page.objects.count()
    pages = [ArticlePage(title=f"通知 {n}", slug=f"p{n}") for n in range(start, start + count)]
    insert_pages([Placement(column, page) for page in pages])


def rows_written(write):
    """Return how many rows of the index's tables a call writes, those of triggers included."""
    if connection.vendor == "sqlite":
        # What earlier writes left in the memory of full-text tables is written with a savepoint
        with transaction.atomic():
            pass
        before = connection.connection.total_changes
        with transaction.atomic():
            write()
        return connection.connection.total_changes - before
    with connection.cursor() as cursor:
        places = f"SELECT id, ctid FROM {ENTRIES}"
        cursor.execute(places)
        before = set(cursor.fetchall())
        write()
        cursor.execute(places)
        return len(set(cursor.fetchall()) - before)


def statements(write):
    """Return all statements, and those that write to the index."""
    with CaptureQueriesContext(connection) as captured:
        write()
    made = [query["sql"] for query in captured]
    return len(made), [sql for sql in made if WRITES.match(sql)]


def test_an_entry_costs_few_rows_at_any_size_of_the_index(column):
    page = make_item(column, title="公路安全保护条例")
    backend = get_search_backend()
    few = rows_written(lambda: backend.add(page))
    grow(column, 400)
    assert 1 <= rows_written(lambda: backend.add(page)) <= max(few, 1) <= MOST_ROWS


def test_publishing_costs_as_much_at_any_size_of_the_index(column):
    page = make_item(column, title="公路安全保护条例")
    page.save_revision().publish()
    few = statements(lambda: page.save_revision().publish())
    grow(column, 400)
    many = statements(lambda: page.save_revision().publish())
    assert (many[0], len(many[1])) == (few[0], len(few[1]))


def test_publishing_writes_one_row_at_a_time(column):
    page = make_item(column, title="公路安全保护条例")
    _all, writes = statements(lambda: page.save_revision().publish())
    assert 1 <= len(writes) <= MOST_ROWS
    assert not [sql for sql in writes if not sql.startswith("INSERT")]


def test_one_page_has_one_entry(column):
    page = make_item(column)
    page.save()
    assert IndexEntry.objects.filter(object_id=str(page.pk)).count() == 1


def test_a_search_takes_as_many_queries_at_any_size(column):
    def cost():
        found = get_search_backend().autocomplete("通知", Page.objects.filter(live=False))
        with CaptureQueriesContext(connection) as captured:
            assert found.count() >= len(list(found[:20])) > 0
        return len(captured)

    grow(column, 30)
    few = cost()
    grow(column, 300)
    assert cost() == few == 3


def plan_of(sql, parameters):
    """Return how the database would carry a statement out."""
    explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"{explain} {sql}", parameters)
        return [str(row[-1]) for row in cursor.fetchall()]


def ranking_statement(text):
    """Return the statement that a search ranks its matches by, and its parameters."""
    made = []

    def keep(execute, sql, parameters, many, context):
        made.append((sql, parameters))
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(keep):
        list(get_search_backend().search(text, Page))
    return next((sql, parameters) for sql, parameters in made if ENTRIES in sql)


def test_matches_are_read_from_the_full_text_index(column):
    grow(column, 50)
    statement, parameters = ranking_statement("通知")
    if connection.vendor == "sqlite":
        lines = plan_of(statement, parameters)
        assert f"SCAN {ENTRIES}_fts VIRTUAL TABLE" in lines[0]
        assert "INTEGER PRIMARY KEY" in lines[1]
    else:
        # The index of types serves as well in so small a table
        statement = statement.replace("AND content_type_id = ANY(%s)", "")
        lines = plan_of(statement, parameters[:2])
        assert any("Bitmap Index Scan" in line and "body" in line for line in lines)
