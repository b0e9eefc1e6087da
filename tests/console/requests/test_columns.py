"""Further columns, and changes of columns, at a unit's request."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from console.requests.actions import approve, forward
from console.requests.columns import columns_of
from console.requests.enums import ColumnAct, RequestKind, RequestState
from content.models import ArticlePage, ColumnPage
from search.models import PublishedItem
from tests.console.contents import item
from tests.console.requests.world import WHY, carried_out, column, filed, renaming
from tests.factories import make_home, make_unit
from units.models import Unit
from units.quotas import EXTRA_COLUMNS, usage_of

pytestmark = pytest.mark.django_db

COLUMN, CHANGE = RequestKind.COLUMN, RequestKind.COLUMN_CHANGE


def at(unit, slug):
    return columns_of(unit).get(slug=slug)


def approved_by_the_it_office(site, people, kind, **facts):
    return approve(filed(site, people, kind, **facts), user=people.reviewer, reason=WHY)


def own_column(site, people, **values):
    approved_by_the_it_office(site, people, COLUMN, **column(**values))
    return at(site, values.get("slug", "canteens"))


@pytest.fixture
def full(site):
    """The site, whose unit may have no column beside the blueprint's."""
    Unit.objects.filter(pk=site.pk).update(max_extra_columns=0)
    site.refresh_from_db()
    return site


def test_it_office_approves_a_column_within_the_quota(site, people):
    request = approved_by_the_it_office(site, people, COLUMN, **column())
    assert request.state == RequestState.CARRIED_OUT


def test_column_has_the_owner_and_update_rule_asked_for(site, people):
    made = own_column(site, people, update_rule="days", update_days=30)
    assert (made.responsible, made.update_rule, made.update_days) == (
        "School meals section",
        "days",
        30,
    )


def test_column_counts_against_the_quota(site, people):
    own_column(site, people)
    assert usage_of(site, EXTRA_COLUMNS).used == 1


def test_column_is_on_the_read_side(site, people):
    assert PublishedItem.objects.get(page=own_column(site, people)).unit_id == site.pk


@pytest.mark.real_gate
def test_column_passes_the_gate(site, people):
    assert own_column(site, people).live


def test_column_stands_below_another(site, people):
    made = own_column(site, people, above=at(site, "a"))
    assert made.get_parent().slug == "a"


def test_column_is_not_made_in_another_units_site(site, people):
    foreign = make_home(make_unit())
    page = foreign.add_child(instance=ColumnPage(title="Foreign", slug="foreign"))
    with pytest.raises(ValidationError):
        filed(site, people, COLUMN, **column(above=page))


@pytest.mark.parametrize("name", ["owner", "update_rule", "slug", "column_name", "purpose"])
def test_column_without_a_needed_fact_is_not_handed_in(site, people, name):
    with pytest.raises(ValidationError):
        filed(site, people, COLUMN, **column(**{name: ""}))


def test_update_by_days_needs_their_number(site, people):
    with pytest.raises(ValidationError):
        filed(site, people, COLUMN, **column(update_rule="days"))


def test_taken_address_is_refused(site, people):
    with pytest.raises(ValidationError):
        filed(site, people, COLUMN, **column(slug="a"))


def test_column_beyond_the_quota_is_refused(full, people):
    with pytest.raises(ValidationError):
        filed(full, people, COLUMN, **column())


def test_it_office_does_not_approve_beyond_the_quota(full, people):
    request = filed(full, people, COLUMN, **column(is_exemption=True))
    with pytest.raises(PermissionDenied):
        approve(request, user=people.reviewer, reason=WHY)


def test_leading_group_approves_beyond_the_quota(full, people):
    carried_out(full, people, COLUMN, **column(is_exemption=True))
    usage = usage_of(Unit.objects.get(pk=full.pk), EXTRA_COLUMNS)
    assert (usage.used, usage.limit) == (1, 1)


def test_it_office_does_not_pass_on_what_is_its_own(site, people):
    request = filed(site, people, COLUMN, **column())
    with pytest.raises(ValidationError):
        forward(request, user=people.reviewer, reason=WHY)


def test_who_filed_does_not_approve_a_column(site, people):
    request = filed(site, people, COLUMN, **column())
    with pytest.raises(PermissionDenied):
        approve(request, user=people.operator, reason=WHY)


@pytest.mark.parametrize("slug", ["a", "b"])
def test_column_of_the_blueprint_is_the_leading_groups_to_change(site, people, slug):
    request = filed(site, people, CHANGE, **renaming(at(site, slug)))
    with pytest.raises(PermissionDenied):
        approve(request, user=people.reviewer, reason=WHY)


def test_leading_group_renames_a_locked_column(site, people):
    carried_out(site, people, CHANGE, **renaming(at(site, "a")))
    assert at(site, "a").title == "A better name"


def test_renamed_column_is_renamed_on_the_read_side(site, people):
    carried_out(site, people, CHANGE, **renaming(at(site, "a")))
    assert PublishedItem.objects.get(page=at(site, "a")).title == "A better name"


@pytest.mark.real_gate
def test_renaming_passes_the_gate(site, people):
    carried_out(site, people, CHANGE, **renaming(at(site, "a")))
    assert at(site, "a").live


def test_it_office_renames_a_column_of_the_units_own(site, people):
    made = own_column(site, people)
    approved_by_the_it_office(site, people, CHANGE, **renaming(made))
    assert at(site, "canteens").title == "A better name"


def test_column_is_moved(site, people):
    facts = renaming(at(site, "b"), column_act=ColumnAct.MOVE, above=at(site, "a"))
    carried_out(site, people, CHANGE, **facts)
    assert at(site, "b").get_parent().slug == "a"


def test_column_is_not_moved_below_itself(site, people):
    facts = renaming(at(site, "b"), column_act=ColumnAct.MOVE, above=at(site, "b"))
    with pytest.raises(ValidationError):
        filed(site, people, CHANGE, **facts)


def test_empty_column_is_removed(site, people):
    carried_out(site, people, CHANGE, **renaming(at(site, "b"), column_act=ColumnAct.REMOVE))
    assert not columns_of(site).filter(slug="b").exists()


def test_column_with_items_stays_as_the_units_own_when_removed(site, people):
    at(site, "b").add_child(instance=item(ArticlePage, 1))
    carried_out(site, people, CHANGE, **renaming(at(site, "b"), column_act=ColumnAct.REMOVE))
    kept = at(site, "b")
    assert (kept.key, kept.show_in_menus) == ("", False)


def test_column_of_another_unit_is_not_changed(site, people):
    foreign = make_home(make_unit())
    page = foreign.add_child(instance=ColumnPage(title="Foreign", slug="foreign"))
    with pytest.raises(ValidationError):
        filed(site, people, CHANGE, **renaming(page))


def test_column_that_is_gone_is_not_changed(site, people):
    request = filed(site, people, CHANGE, **renaming(at(site, "b")))
    forward(request, user=people.reviewer, reason=WHY)
    at(site, "b").delete()
    with pytest.raises(ValidationError):
        approve(request, user=people.head, reason=WHY)
