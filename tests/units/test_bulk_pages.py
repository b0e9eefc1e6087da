"""Inserting many pages at once gives what adding them one by one gives."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, ReferenceIndex

from content.models import ArticlePage, ColumnPage, UnitHomePage, UnitIndexPage
from tests.factories import live, make_column, make_home, make_image, make_item, make_portal
from units.bulk_pages import Placement, insert_pages
from units.bulk_references import insert_references
from units.tree_guard import TreeRuleError

pytestmark = pytest.mark.django_db


def article(slug, **values):
    return live(ArticlePage(title=f"Article {slug}", slug=slug, **values))


@pytest.fixture
def column():
    return make_column(make_home())


def facts(page):
    """Return what a page is, less what every page has of its own."""
    own = {"id", "page_ptr", "path", "slug", "url_path", "title", "draft_title", "translation_key"}
    own |= {"first_published_at", "last_published_at", "date", "title"}
    fields = [field for field in page._meta.concrete_fields if field.name not in own]
    return {field.name: field.value_to_string(page) for field in fields}


def test_inserted_page_is_like_an_added_one(column):
    insert_pages([Placement(column, article("one"))])
    Page.objects.get(pk=column.pk).add_child(instance=article("two"))

    one, two = ArticlePage.objects.order_by("slug")
    assert facts(one) == {**facts(two), "live_revision": facts(one)["live_revision"]}


def test_inserted_pages_follow_their_elder_sisters(column):
    make_item(column, slug="elder")

    insert_pages([Placement(column, article("one")), Placement(column, article("two"))])

    slugs = Page.objects.child_of(column).order_by("path").values_list("slug", flat=True)
    assert list(slugs) == ["elder", "one", "two"]


def test_page_added_afterwards_finds_its_place(column):
    insert_pages([Placement(column, article("one"))])

    Page.objects.get(pk=column.pk).add_child(instance=article("two"))

    assert Page.find_problems() == ([], [], [], [], [])


def test_tree_of_new_pages_is_inserted_together(column):
    home = UnitHomePage.objects.get()
    parent = live(ColumnPage(title="New", slug="new"))

    insert_pages([Placement(home, parent), Placement(parent, article("one"))])

    assert ArticlePage.objects.get().url_path == f"{home.url_path}new/one/"
    assert Page.find_problems() == ([], [], [], [], [])


def test_children_are_counted(column):
    insert_pages([Placement(column, article("one")), Placement(column, article("two"))])

    assert Page.objects.get(pk=column.pk).numchild == 2


def test_body_is_kept(column):
    insert_pages([Placement(column, article("one", body=[("heading", "Text")]))])

    assert ArticlePage.objects.get().body[0].value == "Text"


def test_misplaced_page_is_refused(column):
    with pytest.raises(TreeRuleError):
        insert_pages([Placement(UnitIndexPage.objects.get(), article("one"))])


def test_refused_pages_leave_nothing_behind(column):
    before = Page.objects.count()
    placements = [Placement(column, article("one")), Placement(make_portal(), article("two"))]

    with pytest.raises(TreeRuleError), transaction.atomic():
        insert_pages(placements)

    assert Page.objects.count() == before


def test_more_pages_cost_no_more_queries(column):
    def cost(count, start):
        placements = [Placement(column, article(f"a{start + n}")) for n in range(count)]
        with CaptureQueriesContext(connection) as queries:
            insert_pages(placements)
        return len(queries)

    cost(1, 200)  # what is remembered from then on is remembered for both

    assert cost(20, 0) == cost(2, 100)


def test_nothing_to_insert_costs_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        insert_pages([])


def references():
    names = ("content_type", "object_id", "to_content_type", "to_object_id", "model_path")
    return set(ReferenceIndex.objects.values_list(*names))


def test_references_are_what_wagtail_would_have_written(column):
    page = article("one", picture=make_image())
    insert_pages([Placement(column, page)])
    ReferenceIndex.objects.all().delete()
    ReferenceIndex.create_or_update_for_object(page)
    expected = references()
    ReferenceIndex.objects.all().delete()

    insert_references([page])

    assert expected
    assert references() == expected
