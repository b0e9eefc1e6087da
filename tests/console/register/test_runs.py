"""Work on many units: ordered once, done in batches, told truly, gone on with after a stop."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from console.actions import approve_blueprint, drop_blueprint, propose_blueprint
from console.enums import StepKind
from console.models import OfficeRun, UnitBlueprint
from console.register import working
from console.register.enums import RunState
from console.register.runs import (
    STALLED,
    can_be_resumed,
    order_application,
    order_provisioning,
    resume_run,
)
from console.register.working import carry_out
from console.steps import steps_of
from tests.console.register.proposals import proposed
from tests.factories import make_member, make_units_in_bulk
from units.enums import Presence, Role
from units.models import Unit

pytestmark = pytest.mark.django_db


def ordered(office, units):
    return order_provisioning(
        units, blueprint="city", presence=Presence.CHANNEL, user=office.officer
    )


def done(run):
    carry_out(run.pk)
    return OfficeRun.objects.get(pk=run.pk)


def test_a_run_gives_the_chosen_units_their_pages(office):
    units = make_units_in_bulk(3)
    done(ordered(office, units[:2]))

    assert set(Unit.objects.real().with_home()) == set(units[:2])


def test_a_run_tells_how_far_it_is(office, monkeypatch):
    monkeypatch.setattr(working, "BATCH", 1)
    moved = []
    plain_move = working._move
    monkeypatch.setattr(
        working, "_move", lambda run, done: (moved.append(done), plain_move(run, done))
    )
    done(ordered(office, make_units_in_bulk(3)))

    assert moved == [1, 2, 3, 3]


def test_a_run_that_is_done_says_so(office):
    run = done(ordered(office, make_units_in_bulk(1)))

    assert (run.state, run.done, run.percent) == (RunState.DONE, 1, 100)


def test_units_that_have_pages_are_left_out(office):
    units = make_units_in_bulk(2)
    done(ordered(office, units[:1]))

    assert ordered(office, units).order["units"] == [units[1].code]


def test_a_run_of_nothing_is_refused(office):
    units = make_units_in_bulk(1)
    done(ordered(office, units))

    with pytest.raises(ValidationError):
        ordered(office, units)


@pytest.mark.parametrize("name", ["group", "inspector"])
def test_nobody_but_the_it_office_orders_a_run(office, name):
    with pytest.raises(PermissionDenied):
        order_provisioning(
            make_units_in_bulk(1),
            blueprint="city",
            presence=Presence.SITE,
            user=getattr(office, name),
        )


def test_a_run_of_somebody_who_left_the_office_stops(office):
    run = ordered(office, make_units_in_bulk(1))
    office.officer.memberships.update(ended_on=timezone.localdate())

    assert done(run).state == RunState.STOPPED


def test_a_stopped_run_says_why(office):
    run = ordered(office, make_units_in_bulk(1))
    office.officer.memberships.update(ended_on=timezone.localdate())

    assert done(run).problem


def interrupted(office, units, monkeypatch):
    """Return a run whose worker was killed in its second batch."""
    monkeypatch.setattr(working, "BATCH", 1)
    run = ordered(office, units)
    calls = []

    def die(*args):
        calls.append(args)
        if len(calls) == 2:
            raise RuntimeError("killed")

    with monkeypatch.context() as patch:
        patch.setattr(working, "_move", die)
        with pytest.raises(RuntimeError):
            carry_out(run.pk)
    return OfficeRun.objects.get(pk=run.pk)


def test_an_interrupted_run_goes_on_with_the_rest(office, monkeypatch):
    units = make_units_in_bulk(4)
    run = interrupted(office, units, monkeypatch)
    built = Unit.objects.real().with_home().count()
    run = done(resume_run(run, user=office.officer))

    assert (built, run.done) == (2, 4)


def test_a_run_that_moves_is_not_started_again(office):
    run = ordered(office, make_units_in_bulk(1))

    with pytest.raises(ValidationError):
        resume_run(run, user=office.officer)


def test_a_run_that_has_not_moved_for_long_may_be_started_again(office):
    run = ordered(office, make_units_in_bulk(1))
    run.moved_at -= 2 * STALLED

    assert can_be_resumed(run)


def test_a_run_is_carried_out_once(office):
    run = done(ordered(office, make_units_in_bulk(1)))
    carry_out(run.pk)

    assert steps_of(run).filter(kind=StepKind.CARRIED_OUT).count() == 1


def test_an_approved_version_is_applied_to_all_units(office, shelf):
    proposal = approve_blueprint(proposed(office, shelf), user=office.group)
    done(order_application(proposal, user=office.officer))

    followed = UnitBlueprint.objects.filter(name="small")
    assert set(followed.values_list("version", flat=True)) == {2}


def test_what_is_not_approved_is_not_applied(office, shelf):
    with pytest.raises(ValidationError):
        order_application(proposed(office, shelf), user=office.officer)


def test_one_run_at_a_time_applies_a_proposal(office, shelf):
    proposal = approve_blueprint(proposed(office, shelf), user=office.group)
    order_application(proposal, user=office.officer)

    with pytest.raises(ValidationError):
        order_application(proposal, user=office.officer)


def test_the_steps_of_a_proposal_tell_its_whole_way(office, shelf):
    proposal = approve_blueprint(proposed(office, shelf), user=office.group)
    done(order_application(proposal, user=office.officer))

    assert [step.kind for step in steps_of(proposal)] == [
        StepKind.FILED,
        StepKind.APPROVED,
        StepKind.CARRIED_OUT,
    ]


def test_a_refused_proposal_is_not_approved(office, shelf):
    proposal = drop_blueprint(proposed(office, shelf), user=office.group, reason="Too many")

    with pytest.raises(ValidationError):
        approve_blueprint(proposal, user=office.group)


def test_after_a_refusal_the_version_can_be_proposed_again(office, shelf):
    drop_blueprint(proposed(office, shelf), user=office.group, reason="Too many")

    assert propose_blueprint("small", user=office.officer).pk


def test_an_inspector_does_not_refuse(office, shelf):
    with pytest.raises(PermissionDenied):
        drop_blueprint(proposed(office, shelf), user=office.inspector, reason="No")


def test_another_officer_does_not_withdraw(office, shelf):
    with pytest.raises(PermissionDenied):
        drop_blueprint(proposed(office, shelf), user=make_member(Role.IT_OFFICE), reason="No")
