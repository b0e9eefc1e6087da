"""Opening, redesigning and closing sites at a unit's request."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from console.models import LayoutChange, ProvisionEntry, UnitBlueprint
from console.requests.actions import approve, ask_roll_back, decide_roll_back
from console.requests.enums import RequestKind, RequestState
from content.models import ArticlePage, ColumnPage
from tests.console.contents import item
from tests.console.requests.world import (
    WHY,
    carried_out,
    closing,
    filed,
    forwarded,
    make_contractor,
    make_site,
    opening,
    redesign,
)
from tests.factories import make_unit
from units.enums import Aftermath
from units.models import Unit

pytestmark = pytest.mark.django_db

REDESIGN, CLOSING = RequestKind.REDESIGN, RequestKind.CLOSING


def keys_of(unit):
    home = unit.roots.get().page
    return list(ColumnPage.objects.child_of(home).order_by("path").values_list("key", flat=True))


def redesigned(site, people):
    return carried_out(site, people, REDESIGN, **redesign())


def rolled_back(site, people):
    request = ask_roll_back(redesigned(site, people), user=people.reviewer, reason=WHY)
    return decide_roll_back(request, user=people.head, reason=WHY, is_approved=True)


def test_approved_opening_gives_the_unit_a_site_with_the_blueprint_asked_for(unit, people):
    carried_out(unit, people)
    assert keys_of(unit) == ["a", "b"]


def test_opened_site_waits_to_go_live(unit, people):
    carried_out(unit, people)
    unit.refresh_from_db()
    assert unit.opened_on is None


def test_opening_is_in_the_ledger_of_provisioning(unit, people):
    carried_out(unit, people)
    assert ProvisionEntry.objects.get(unit=unit).version == 1


def test_unit_with_a_site_gets_no_second_one(site, people):
    with pytest.raises(ValidationError):
        filed(site, people)


def test_second_site_is_an_exemption_with_a_code_of_its_own(site, people):
    facts = opening(is_exemption=True, second_code="second", second_name="Second site")
    carried_out(site, people, **facts)
    assert Unit.objects.get(code="second").parent == site


def test_second_site_with_a_taken_code_is_refused(site, people):
    facts = opening(is_exemption=True, second_code=site.code, second_name="Second site")
    with pytest.raises(ValidationError):
        filed(site, people, **facts)


def test_unit_that_got_a_site_meanwhile_gets_no_other(unit, people, layouts):

    request = forwarded(unit, people)
    make_site(unit)
    with pytest.raises(ValidationError):
        approve(request, user=people.head, reason=WHY)


def test_redesign_brings_the_site_to_the_layout_asked_for(site, people):
    redesigned(site, people)
    assert keys_of(site) == ["a", "c"]


def test_redesign_keeps_the_layouts_before_and_after(site, people):
    request = redesigned(site, people)
    assert (request.from_version, request.to_version) == (1, 2)


def test_redesign_is_a_dated_change_of_the_layout(site, people):
    request = redesigned(site, people)
    change = LayoutChange.objects.get(unit=site)
    assert (change.request, change.from_version, change.to_version) == (request, 1, 2)


@pytest.mark.real_gate
def test_redesign_passes_the_gate(site, people):
    redesigned(site, people)
    assert UnitBlueprint.objects.get(unit=site).version == 2


def test_redesign_by_a_firm_that_is_not_qualified_is_refused(site, people):
    over = timezone.localdate() - datetime.timedelta(days=1)
    firm = make_contractor(qualified_until=over)
    with pytest.raises(ValidationError):
        filed(site, people, REDESIGN, **redesign(contractor=firm))


def test_firm_that_lost_its_qualification_holds_the_redesign_up(site, people):
    firm = make_contractor()
    request = forwarded(site, people, REDESIGN, **redesign(contractor=firm))
    firm.is_active = False
    firm.save()
    with pytest.raises(ValidationError):
        approve(request, user=people.head, reason=WHY)


def test_redesign_to_the_layout_that_stands_is_refused(site, people):
    with pytest.raises(ValidationError):
        filed(site, people, REDESIGN, **redesign(to_version=1))


def test_redesign_of_no_site_is_refused(unit, people):
    with pytest.raises(ValidationError):
        filed(unit, people, REDESIGN, **redesign())


def test_roll_back_brings_the_former_layout_back(site, people):
    request = rolled_back(site, people)
    assert (keys_of(site), request.state) == (["a", "b"], RequestState.ROLLED_BACK)


def test_roll_back_gives_a_column_with_items_its_place_again(site, people):

    home = site.roots.get().page
    ColumnPage.objects.child_of(home).get(key="b").add_child(instance=item(ArticlePage, 1))
    rolled_back(site, people)
    assert ColumnPage.objects.child_of(home).filter(slug="b").count() == 1


def test_roll_back_waits_for_the_leading_group(site, people):
    request = ask_roll_back(redesigned(site, people), user=people.reviewer, reason=WHY)
    assert (keys_of(site), request.state) == (["a", "c"], RequestState.ROLL_BACK)


@pytest.mark.parametrize("who", ["operator", "head", "root"])
def test_roll_back_is_asked_for_by_the_it_office(site, people, who):
    request = redesigned(site, people)
    with pytest.raises(PermissionDenied):
        ask_roll_back(request, user=getattr(people, who), reason=WHY)


@pytest.mark.parametrize("who", ["operator", "second_reviewer", "root", "both"])
def test_roll_back_is_approved_by_another_person_of_the_leading_group(site, people, who):
    request = ask_roll_back(redesigned(site, people), user=people.both, reason=WHY)
    with pytest.raises(PermissionDenied):
        decide_roll_back(request, user=getattr(people, who), reason=WHY, is_approved=True)


def test_roll_back_that_is_refused_changes_nothing(site, people):
    request = ask_roll_back(redesigned(site, people), user=people.reviewer, reason=WHY)
    decide_roll_back(request, user=people.head, reason=WHY, is_approved=False)
    assert keys_of(site) == ["a", "c"]


def test_roll_back_from_yet_another_layout_is_refused(site, people):
    request = ask_roll_back(redesigned(site, people), user=people.reviewer, reason=WHY)
    UnitBlueprint.objects.filter(unit=site).update(version=1)
    with pytest.raises(ValidationError):
        decide_roll_back(request, user=people.head, reason=WHY, is_approved=True)


def test_approved_closing_is_announced(site, people):
    request = carried_out(site, people, CLOSING, **closing())
    site.refresh_from_db()
    assert (site.closes_on, site.closed_on) == (request.closes_on, None)


def test_successor_is_named_on_the_site(site, people):
    successor = make_unit()
    facts = closing(successors=[successor], aftermath=Aftermath.MOVED)
    carried_out(site, people, CLOSING, **facts)
    assert list(site.successors.all()) == [successor]


def test_closing_without_time_to_tell_the_public_is_refused(site, people):
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    with pytest.raises(ValidationError):
        filed(site, people, CLOSING, **closing(closes_on=tomorrow))


def test_site_that_never_opened_does_not_close(unit, people):
    with pytest.raises(ValidationError):
        filed(unit, people, CLOSING, **closing())
