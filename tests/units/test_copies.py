"""No page is copied into another unit, and none becomes an alias: for anybody."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail.actions.copy_for_translation import CopyPageForTranslationAction
from wagtail.actions.copy_page import CopyPageAction
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.models import Locale, Page

from tests.factories import (
    make_column,
    make_english_home,
    make_english_portal,
    make_item,
)
from units import tree_guard
from units.tree_guard import TreeRuleError

pytestmark = pytest.mark.django_db


def stored_path(page):
    return Page.objects.values_list("path", flat=True).get(pk=page.pk)


FOREIGN_COPIES = [
    ("item", "foreign column"),
    ("item", "portal column"),
    ("portal item", "column"),
    ("column", "foreign home"),
    ("home", "directory"),
    ("directory", "portal home"),
]


@pytest.mark.parametrize("recursive", [False, True])
@pytest.mark.parametrize(("name", "target"), FOREIGN_COPIES)
def test_copy_to_another_unit_is_refused_in_code(tree, name, target, recursive):
    with pytest.raises(PermissionDenied):
        tree[name].copy(to=tree[target], recursive=recursive, update_attrs={"slug": "copy"})


def test_copy_of_a_base_page_to_another_unit_is_refused(tree):
    page = Page.objects.get(pk=tree["item"].pk)

    with pytest.raises(TreeRuleError):
        CopyPageAction(page, to=tree["foreign column"]).execute(skip_permission_checks=True)


def test_refused_copy_leaves_nothing_behind(tree):
    before = Page.objects.count()

    with pytest.raises(TreeRuleError):
        tree["column"].copy(to=tree["foreign home"], recursive=True)

    assert Page.objects.count() == before


def test_copy_within_the_unit_is_allowed(tree):
    copy = tree["item"].copy(to=tree["second column"], update_attrs={"slug": "copy"})

    assert copy.unit == tree["item"].unit


def test_copy_of_a_column_takes_its_items_along(tree):
    copy = tree["column"].copy(recursive=True, update_attrs={"slug": "copy"})

    assert [page.unit.code for page in copy.get_children().specific()] == ["alpha"]


def copy_in_admin(client, page, target):
    return client.post(
        reverse("wagtailadmin_pages:copy", args=(page.pk,)),
        {"new_title": "Copy", "new_slug": "copy", "new_parent_page": target.pk, "alias": ""},
    )


def test_superuser_cannot_copy_to_another_unit(tree, root_client):
    copy_in_admin(root_client, tree["item"], tree["foreign column"])

    assert not Page.objects.filter(slug="copy").exists()


def test_superuser_can_copy_within_the_unit(tree, root_client):
    copy_in_admin(root_client, tree["item"], tree["second column"])

    assert stored_path(Page.objects.get(slug="copy")).startswith(tree["second column"].path)


def test_superuser_cannot_copy_as_an_alias(tree, root_client):
    root_client.raise_request_exception = False
    root_client.post(
        reverse("wagtailadmin_pages:copy", args=(tree["item"].pk,)),
        {
            "new_title": "Copy",
            "new_slug": "copy",
            "new_parent_page": tree["second column"].pk,
            "alias": "on",
        },
    )

    assert not Page.objects.filter(alias_of__isnull=False).exists()


def test_wagtail_s_copy_is_guarded():
    """An upgrade that renames ``CopyPageAction.check`` or stops calling it must not go unseen."""
    assert CopyPageAction.check.guards_units
    assert CopyPageAction.check.__wrapped__.__qualname__ == "CopyPageAction.check"


def test_guarding_copies_twice_changes_nothing():
    check = CopyPageAction.check

    tree_guard.install()

    assert CopyPageAction.check is check


@pytest.mark.parametrize(("name", "target"), [("item", "column"), ("item", "foreign column")])
def test_alias_is_refused(tree, name, target):
    with pytest.raises(TreeRuleError):
        tree[name].create_alias(parent=tree[target], update_slug="alias")


def test_alias_of_a_tree_is_refused(tree):
    action = CreatePageAliasAction(
        tree["column"], parent=tree["home"], recursive=True, update_slug="alias"
    )

    with pytest.raises(TreeRuleError):
        action.execute(skip_permission_checks=True)


def test_page_does_not_become_an_alias(tree):
    tree["portal item"].alias_of = Page.objects.get(pk=tree["item"].pk)

    with pytest.raises(TreeRuleError):
        tree["portal item"].save()


@pytest.fixture
def english_column(tree):
    """The English translation of the unit's column."""
    make_english_portal()
    home = make_english_home(tree["home"])
    english = make_column(home, "one", translation_key=tree["column"].translation_key)
    assert english.translation_key == tree["column"].translation_key
    return english


def translate(page, **options):
    english = Locale.objects.get(language_code="en")
    return CopyPageForTranslationAction(page, english, **options).execute(
        skip_permission_checks=True
    )


def test_translation_within_the_unit_is_allowed(tree, english_column):
    copy = translate(tree["item"])

    assert (copy.unit.code, copy.language) == ("alpha", "en")


def test_translation_is_a_draft(tree, english_column):
    assert not translate(tree["item"]).live


def test_translation_as_an_alias_is_refused(tree, english_column):
    with pytest.raises(TreeRuleError):
        translate(tree["item"], alias=True)


def test_translation_makes_no_parents_as_aliases(tree, english_column):
    item = make_item(tree["second column"])

    with pytest.raises(TreeRuleError):
        translate(item, copy_parents=True)
