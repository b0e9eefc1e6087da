"""The rows that hang on live pages, which PostgreSQL guards by SQL; SQLite does not."""

import pytest
from django.db import connection, transaction
from wagtail.models import Page

from tests.factories import stored
from tests.workflows.triggers.scene import (
    certify,
    execute,
    make_article,
    make_place,
    refused,
    structure_certificate,
)
from workflows.gate import marker
from workflows.gate.certificates import fixtures
from workflows.gate.triggers import postgresql
from workflows.gate.triggers.guarded import ChildTable, child_tables

pytestmark = [pytest.mark.django_db, pytest.mark.real_gate, pytest.mark.postgres]

NEAR = ChildTable("tests_link", "page_id")
FAR = ChildTable("tests_detail", "link_id", NEAR, "id")


@pytest.fixture
def place():
    return make_place()


@pytest.fixture
def article(place):
    return make_article(place)


@pytest.fixture
def certified(place):
    """An article that is public under a certificate, and the certificate."""
    page = make_article(place, is_live=False)
    certificate = certify(page)
    page.get_latest_revision().publish()
    return stored(page), certificate


@pytest.fixture
def relations(article, place):
    """Tables as child relations of pages have them, one below the other, each with two rows."""
    draft = make_article(place, is_live=False)
    execute("CREATE TABLE tests_link (id bigint PRIMARY KEY, page_id bigint, name text)")
    execute("CREATE TABLE tests_detail (id bigint PRIMARY KEY, link_id bigint, name text)")
    execute("INSERT INTO tests_link VALUES (1, %s, ''), (2, %s, '')", article.pk, draft.pk)
    execute("INSERT INTO tests_detail VALUES (1, 1, ''), (2, 2, '')")
    for table in (NEAR, FAR):
        execute(postgresql.guard_of(table).create("public"))


def set_body(page, key=""):
    with transaction.atomic(), marker.named(key):
        return execute(
            "UPDATE content_articlepage SET body = '[]', source = 'Raw' WHERE page_ptr_id = %s",
            page.pk,
        )


@pytest.mark.parametrize("child", child_tables(), ids=lambda child: child.table)
def test_every_child_table_has_its_trigger(child):
    assert postgresql.guard_of(child) in postgresql.installed(connection)


def test_text_of_a_live_page_is_not_changed(article):
    with refused():
        set_body(article)


def test_row_of_a_live_page_is_not_deleted(article):
    with refused():
        execute("DELETE FROM content_articlepage WHERE page_ptr_id = %s", article.pk)


def test_row_is_not_added_to_a_live_page(article):
    with refused():
        execute("INSERT INTO content_leaderpage (page_ptr_id) VALUES (%s)", article.pk)


def test_text_of_a_draft_changes_as_it_likes(place):
    assert set_body(make_article(place, is_live=False)) == 1


def test_row_written_as_it_stands_needs_no_certificate(article):
    execute("UPDATE content_articlepage SET source = source WHERE page_ptr_id = %s", article.pk)


def test_text_is_changed_under_the_certificate_of_the_live_revision(certified):
    page, certificate = certified

    assert set_body(page, certificate.key) == 1


def test_certificate_of_another_revision_does_not_cover_the_text(certified):
    page, _first = certified
    page.title = "Other"
    page.save_revision()

    with refused():
        set_body(page, certify(page).key)


def test_certificate_of_another_page_does_not_cover_the_text(article, certified):
    with refused():
        set_body(article, certified[1].key)


def test_structure_certificate_covers_a_column_s_text(place):
    with transaction.atomic(), marker.named(structure_certificate(place.made_for)):
        execute("UPDATE content_columnpage SET kind = 'x' WHERE page_ptr_id = %s", place.pk)


def test_structure_certificate_covers_no_item_s_text(place, article):
    with refused():
        set_body(article, structure_certificate(place.made_for))


def test_made_up_text_changes_where_it_may(article):
    with fixtures():
        execute("UPDATE content_articlepage SET source = 'x' WHERE page_ptr_id = %s", article.pk)


def test_text_of_a_withdrawn_page_changes_as_it_likes(article):
    Page.objects.filter(pk=article.pk).update(live=False)

    assert set_body(article) == 1


@pytest.mark.parametrize("table", ["tests_link", "tests_detail"])
@pytest.mark.parametrize(
    "statement",
    ["UPDATE {} SET name = 'x' WHERE id = 1", "DELETE FROM {} WHERE id = 1"],
)
def test_relation_of_a_live_page_is_not_changed(relations, table, statement):
    with refused():
        execute(statement.format(table))


@pytest.mark.parametrize("table", ["tests_link", "tests_detail"])
def test_relation_of_a_draft_changes_as_it_likes(relations, table):
    assert execute(f"UPDATE {table} SET name = 'x' WHERE id = 2") == 1


def test_row_is_not_taken_from_a_live_page(relations, article):
    with refused():
        execute("UPDATE tests_link SET page_id = NULL WHERE page_id = %s", article.pk)


def test_row_is_not_given_to_a_live_page(relations, article):
    with refused():
        execute("UPDATE tests_link SET page_id = %s WHERE id = 2", article.pk)


def test_row_is_not_hung_on_a_live_page_s_relation(relations):
    with refused():
        execute("INSERT INTO tests_detail VALUES (3, 1, '')")
