"""How many columns of its own a unit may have beside the blueprint's."""

import pytest
from django.urls import reverse

from content.models import ColumnPage
from content.quotas import count_extra_columns
from tests.factories import (
    make_column,
    make_english_home,
    make_english_portal,
    make_home,
    make_member,
    make_portal,
    make_translation,
    make_unit,
    make_units_in_bulk,
    portal_unit,
)
from tests.visits import sign_in
from units.access import ensure_unit_groups
from units.enums import Role
from units.models import Unit
from units.quotas import EXTRA_COLUMNS, QuotaReached, usage_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    """The home of a unit that may have two columns of its own."""
    unit = make_unit("alpha", max_extra_columns=2)
    home = make_home(unit)
    ensure_unit_groups({unit: home})
    return home


@pytest.fixture
def client(home):
    """A browser of the unit's editor."""
    return sign_in(make_member(Role.EDITOR, alpha()))


def alpha():
    return Unit.objects.get(code="alpha")


def used():
    return usage_of(alpha(), EXTRA_COLUMNS).used


def own(parent, slug):
    """Add a column of a unit's own to its pages, without a look at the quota."""
    column = make_column(parent, slug)
    column.key = ""
    column.save()
    return column


def new_column(slug="own"):
    return ColumnPage(title=slug, slug=slug)


def save_below(parent, column):
    type(parent).objects.get(pk=parent.pk).add_child(instance=column)


def post(client, parent, slug):
    address = reverse("wagtailadmin_pages:add", args=("content", "columnpage", parent.pk))
    data = {"title": slug, "slug": slug, "body-count": 0, "attachments-count": 0}
    return client.post(address, data)


def test_columns_of_the_blueprint_do_not_count(home):
    make_column(home, "news")
    assert used() == 0


def test_columns_of_its_own_count_at_every_level(home):
    own(own(home, "one"), "two")
    assert used() == 2


def test_columns_of_another_unit_do_not_count(home):
    own(make_home(make_unit("beta")), "one")
    assert used() == 0


def test_a_translation_is_not_another_column(home):
    column = own(home, "one")
    make_english_portal()
    make_translation(column, make_english_home(home))
    assert used() == 1


def test_the_portal_s_own_columns_count_for_the_portal(home):
    own(own(make_portal(), "one"), "two")
    own(home, "three")
    counted = count_extra_columns([portal_unit(), alpha()])
    assert counted == {portal_unit().pk: 2, alpha().pk: 1}


@pytest.mark.parametrize("count", [1, 600])
def test_many_units_are_counted_in_one_query(home, count, django_assert_num_queries):
    own(home, "one")
    units = [alpha(), *make_units_in_bulk(count)]
    count_extra_columns(units)
    with django_assert_num_queries(1):
        assert count_extra_columns(units)[units[0].pk] == 1


def test_a_column_beyond_the_quota_is_not_saved(home):
    own(home, "one"), own(home, "two")
    with pytest.raises(QuotaReached):
        save_below(home, new_column())


def test_another_unit_still_has_room(home):
    own(home, "one"), own(home, "two")
    other = make_home(make_unit("beta"))
    save_below(other, new_column())
    assert ColumnPage.objects.child_of(other).count() == 1


def test_the_form_of_a_new_column_is_shown_while_there_is_room(client, home):
    address = reverse("wagtailadmin_pages:add", args=("content", "columnpage", home.pk))
    assert client.get(address).status_code == 200


def test_the_form_is_refused_when_there_is_none(client, home):
    own(home, "one"), own(home, "two")
    address = reverse("wagtailadmin_pages:add", args=("content", "columnpage", home.pk))
    response = client.get(address)
    assert response.status_code == 403
    assert alpha().name in response.context["reason"]


def test_a_column_is_written_while_there_is_room(client, home):
    post(client, home, "own")
    assert used() == 1


def test_a_column_sent_past_the_form_is_refused(client, home):
    own(home, "one"), own(home, "two")
    assert post(client, home, "own").status_code == 403
    assert used() == 2


def copy(client, page, **data):
    address = reverse("wagtailadmin_pages:copy", args=(page.pk,))
    parent = page.get_parent().pk
    values = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": parent} | data
    return client.post(address, values)


def test_a_copy_of_a_blueprint_s_column_is_the_unit_s_own(client, home):
    copy(client, make_column(home, "news"))
    assert ColumnPage.objects.get(slug="copy").key == ""


def test_a_copy_beyond_the_quota_is_refused(client, home):
    own(home, "one"), own(home, "two")
    assert copy(client, make_column(home, "news")).status_code == 403
    assert used() == 2


def test_a_branch_that_has_no_room_is_copied_not_even_in_part(client, home):
    column = make_column(home, "news")
    make_column(column, "sub1"), make_column(column, "sub2")
    assert copy(client, column, copy_subpages="on").status_code == 403
    assert used() == 0


def test_an_article_is_written_in_a_full_unit(client, home):
    column = make_column(home, "news")
    own(home, "one"), own(home, "two")
    address = reverse("wagtailadmin_pages:add", args=("content", "articlepage", column.pk))
    assert client.get(address).status_code == 200


def test_a_translation_of_a_blueprint_s_column_is_one_as_well(home):
    column = make_column(home, "news", is_required=True)
    make_english_portal()
    english = make_english_home(home)
    translated = column.copy_for_translation(english.locale)
    stored = ColumnPage.objects.get(pk=translated.pk)
    assert (stored.key, stored.is_required) == ("news", True)
