"""No page leaves its unit or stands where its type may not: for anybody."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.actions.move_page import MovePageAction
from wagtail.models import Locale, Page

from content.models import ArticlePage, ColumnPage, UnitHomePage, UnitIndexPage
from home.models import PortalHomePage
from tests.factories import (
    make_column,
    make_english_home,
    make_english_portal,
    make_superuser,
    publish,
)
from units.tree_guard import TreeRuleError

pytestmark = pytest.mark.django_db


def stored_path(page):
    return Page.objects.values_list("path", flat=True).get(pk=page.pk)


FOREIGN_MOVES = [
    ("item", "foreign column"),
    ("item", "portal column"),
    ("portal item", "column"),
    ("column", "foreign home"),
    ("column", "portal home"),
    ("portal column", "home"),
    ("home", "portal home"),
    ("directory", "home"),
]


@pytest.mark.parametrize(("name", "target"), FOREIGN_MOVES)
def test_move_to_another_unit_is_refused_in_code(tree, name, target):
    with pytest.raises(TreeRuleError):
        tree[name].move(tree[target], pos="last-child")


@pytest.mark.parametrize(("name", "target"), FOREIGN_MOVES)
def test_move_of_a_base_page_to_another_unit_is_refused(tree, name, target):
    page = Page.objects.get(pk=tree[name].pk)

    with pytest.raises(TreeRuleError):
        MovePageAction(page, tree[target], pos="last-child").execute(skip_permission_checks=True)


@pytest.mark.parametrize("pos", ["left", "right", "first-sibling", "last-sibling"])
def test_move_beside_a_page_of_another_unit_is_refused(tree, pos):
    with pytest.raises(TreeRuleError):
        tree["column"].move(tree["foreign column"], pos=pos)


def test_refused_move_leaves_the_page_where_it_was(tree):
    before = stored_path(tree["item"])

    with pytest.raises(TreeRuleError):
        tree["item"].move(tree["foreign column"], pos="last-child")

    assert stored_path(tree["item"]) == before


@pytest.mark.parametrize("name", ["home", "directory", "portal home"])
def test_home_never_moves_to_another_parent(tree, name):
    target = make_column(tree["portal home"])

    with pytest.raises(TreeRuleError):
        tree[name].move(target, pos="last-child")


def test_move_into_the_unit_s_other_language_is_refused(tree):
    make_english_portal()
    english = make_column(make_english_home(tree["home"]))

    with pytest.raises(TreeRuleError):
        tree["item"].move(english, pos="last-child")


def test_move_within_the_unit_is_allowed(tree):
    tree["item"].move(tree["second column"], pos="last-child")

    assert stored_path(tree["item"]).startswith(tree["second column"].path)


def test_move_to_a_type_that_does_not_take_it_is_refused(tree):
    with pytest.raises(TreeRuleError):
        tree["item"].move(tree["home"], pos="last-child")


def test_column_with_a_sub_column_does_not_move_below_a_column(tree):
    make_column(tree["column"])

    with pytest.raises(TreeRuleError):
        Page.objects.get(pk=tree["column"].pk).move(tree["second column"], pos="last-child")


def test_column_without_sub_columns_moves_below_a_column(tree):
    tree["column"].move(tree["second column"], pos="last-child")

    assert stored_path(tree["column"]).startswith(tree["second column"].path)


@pytest.mark.parametrize(("name", "target"), FOREIGN_MOVES)
def test_superuser_cannot_move_to_another_unit(tree, root_client, name, target):
    before = stored_path(tree[name])
    address = reverse("wagtailadmin_pages:move_confirm", args=(tree[name].pk, tree[target].pk))

    root_client.post(address)

    assert stored_path(tree[name]) == before


def test_superuser_can_move_within_the_unit(tree, root_client):
    arguments = (tree["item"].pk, tree["second column"].pk)

    root_client.post(reverse("wagtailadmin_pages:move_confirm", args=arguments))

    assert stored_path(tree["item"]).startswith(tree["second column"].path)


def bulk_move(client, page, target):
    address = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "move"))
    return client.post(f"{address}?id={page.pk}", {"chooser": target.pk})


def test_superuser_cannot_move_in_bulk_to_another_unit(tree, root_client):
    before = stored_path(tree["item"])

    bulk_move(root_client, tree["item"], tree["foreign column"])

    assert stored_path(tree["item"]) == before


def test_superuser_can_move_in_bulk_within_the_unit(tree, root_client):
    bulk_move(root_client, tree["item"], tree["second column"])

    assert stored_path(tree["item"]).startswith(tree["second column"].path)


@pytest.mark.parametrize(
    ("model", "parent"),
    [
        (ArticlePage, "home"),
        (ArticlePage, "portal home"),
        (ArticlePage, "directory"),
        (ArticlePage, "item"),
        (ColumnPage, "item"),
        (ColumnPage, "directory"),
        (UnitHomePage, "home"),
        (UnitHomePage, "portal home"),
        (UnitHomePage, "column"),
        (UnitIndexPage, "home"),
        (PortalHomePage, "home"),
        (PortalHomePage, "portal home"),
    ],
)
def test_misplaced_page_is_refused_in_code(tree, model, parent):
    page = model(title="New", slug=model.fixed_slug or "new")

    with pytest.raises((TreeRuleError, ValidationError)):
        tree[parent].add_child(instance=page)


@pytest.mark.parametrize("model", [ArticlePage, ColumnPage, UnitHomePage, UnitIndexPage])
def test_only_the_portal_s_home_stands_below_the_root_of_the_tree(db, model):
    root, english = Page.get_first_root_node(), Locale.objects.get()
    page = model(title="New", slug=model.fixed_slug or "new", locale=english)

    with pytest.raises((TreeRuleError, ValidationError)):
        root.add_child(instance=page)


def test_wagtail_s_own_page_does_not_stand_below_the_root_of_the_tree(db):
    page = Page(title="New", slug="new", locale=Locale.objects.get())

    with pytest.raises(TreeRuleError):
        Page.get_first_root_node().add_child(instance=page)


def test_sub_column_takes_no_column(tree):
    sub_column = make_column(tree["column"])

    with pytest.raises(TreeRuleError):
        make_column(sub_column)


def test_slug_of_a_home_is_the_code_of_a_unit(tree):
    with pytest.raises(TreeRuleError):
        tree["directory"].add_child(instance=UnitHomePage(title="New", slug="nobody"))


def test_slug_of_a_home_is_not_the_portal_s(tree):
    with pytest.raises(TreeRuleError):
        tree["directory"].add_child(instance=UnitHomePage(title="New", slug="portal"))


@pytest.mark.parametrize("name", ["home", "directory", "portal home"])
def test_slug_that_addresses_are_built_on_is_fixed(tree, name):
    tree[name].slug = "other"

    with pytest.raises(TreeRuleError):
        tree[name].save()


@pytest.mark.parametrize("name", ["home", "portal home"])
def test_slug_of_a_home_is_fixed_in_drafts_too(tree, name):
    tree[name].slug = "other"

    with pytest.raises(TreeRuleError):
        publish(tree[name])


@pytest.mark.parametrize("name", ["home", "directory", "portal home"])
def test_title_of_a_home_can_change(tree, name):
    tree[name].title = "Other"

    assert publish(tree[name]).title == "Other"


def test_superuser_may_not_move_a_home(tree):
    tester = tree["home"].permissions_for_user(make_superuser())

    assert not tester.can_move()


def test_base_page_obeys_the_same_rules(tree):
    tester = Page.objects.get(pk=tree["home"].pk).permissions_for_user(make_superuser())

    assert not tester.can_move()
