"""Taking over a roster as it was looked at, and switching how a unit appears."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from console.enums import StepKind
from console.models import Step
from console.register.actions import RosterMovedError, outcome, switch_unit, take_over_roster
from console.steps import steps_of
from tests.factories import make_member, make_unit
from units.enums import Presence, Role
from units.imports import COLUMNS, preview_units
from units.models import Unit

pytestmark = pytest.mark.django_db


def line(code, name="Office", **values):
    cells = {
        "code": code,
        "name": name,
        "short_name": name,
        "kind": "department",
        "system": "government",
        "funding": "public",
        "annual_fee": "0",
        "site_status": "planned",
        "legacy_url": "",
        "plan_deadline": "",
        **values,
    }
    return ",".join(cells[column] for column in COLUMNS)


def roster(*lines):
    return "\n".join((",".join(COLUMNS), *lines)).encode()


def taken(data, office):
    seen = outcome(preview_units(data, user=office.officer))
    return take_over_roster(data, seen=seen, user=office.officer)


def test_a_preview_writes_nothing(office):
    preview_units(roster(line("abc")), user=office.officer)

    assert not Unit.objects.filter(code="abc").exists()


def test_a_preview_says_what_changes(office):
    make_unit("abc", name="Old")
    found = preview_units(roster(line("abc", "New")), user=office.officer)

    assert ("name", "Old", "New") in found.changes["abc"]


def test_a_preview_says_by_line_what_is_wrong(office):
    found = preview_units(roster(line("abc"), line("bad", kind="nothing")), user=office.officer)

    assert [error.line for error in found.errors] == [3]


def test_the_good_lines_are_taken_over(office):
    taken(roster(line("abc"), line("bad", kind="nothing")), office)

    assert list(Unit.objects.real().values_list("code", flat=True)) == ["abc"]


def test_the_run_keeps_what_was_done(office):
    make_unit("old")
    run = taken(roster(line("abc"), line("old", "New")), office)

    assert (run.order["new"], list(run.order["changes"])) == (["abc"], ["old"])


def test_what_would_happen_otherwise_by_now_is_not_carried_out(office):
    data = roster(line("abc"))
    seen = outcome(preview_units(data, user=office.officer))
    make_unit("abc")

    with pytest.raises(RosterMovedError):
        take_over_roster(data, seen=seen, user=office.officer)


@pytest.mark.parametrize("role", [Role.LEADING_GROUP, Role.INSPECTOR])
def test_nobody_but_the_it_office_takes_a_roster_over(office, role):
    with pytest.raises(PermissionDenied):
        take_over_roster(roster(line("abc")), seen="", user=make_member(role))


def test_switching_gives_a_unit_its_pages(office):
    unit = switch_unit(make_unit(), Presence.SITE, host="", reason="Ordered", user=office.officer)

    assert unit.roots.exists()


def test_switching_leaves_a_step_with_its_reason(office):
    unit = make_unit()
    switch_unit(unit, Presence.CHANNEL, host="", reason="Ordered", user=office.officer)

    assert steps_of(unit).get(kind=StepKind.CHANGED).reason == "Ordered"


def test_switching_needs_a_reason(office):
    with pytest.raises(ValidationError):
        switch_unit(make_unit(), Presence.SITE, host="", reason=" ", user=office.officer)


def test_what_is_refused_leaves_no_step(office):
    unit = switch_unit(make_unit(), Presence.SITE, host="", reason="Do", user=office.officer)
    with pytest.raises(ValidationError):
        switch_unit(unit, Presence.DIRECTORY, host="", reason="Undo", user=office.officer)

    assert not Step.objects.filter(reason="Undo").exists()


def test_the_leading_group_does_not_switch(office):
    with pytest.raises(PermissionDenied):
        switch_unit(make_unit(), Presence.SITE, host="", reason="Do", user=office.group)
