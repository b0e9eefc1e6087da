"""Running the checks, recording by hand, tasks, and the list of checks."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from console.models import CheckResult, CheckRun, StandardCheck, StandardTask
from console.standards import actions
from console.standards.actions import (
    check_unit,
    finish_run,
    load_checks,
    record_by_hand,
    save_check,
    start_run,
)
from console.standards.enums import CheckKind, Outcome
from console.standards.scores import lacking, passing_all, score_of, unchecked, with_score
from tests.console.filings.conftest import make_staffed
from tests.console.standards.conftest import make_check
from tests.factories import make_member, make_unit
from units.enums import Role
from units.models import Unit

pytestmark = pytest.mark.django_db

RELEASE = Path(__file__).resolve().parents[3] / "bin" / "release"


def run():
    return finish_run(start_run())


def by_hand(staffed, user, outcome=Outcome.PASSED, evidence="Ten pages read"):
    check = StandardCheck.objects.get(kind=CheckKind.BY_HAND)
    return record_by_hand(check, staffed.unit, user=user, outcome=outcome, evidence=evidence)


def test_eight_checks_are_shipped(db):
    assert (load_checks(), StandardCheck.objects.counting().count()) == (8, 8)


def test_loading_again_adds_nothing(db):
    load_checks()

    assert load_checks() == 0


def test_command_loads_the_checks(db):
    call_command("load_checks", stdout=StringIO())

    assert StandardCheck.objects.count() == 8


def test_release_loads_the_checks():
    assert "manage.py load_checks" in RELEASE.read_text(encoding="utf-8")


def test_loading_leaves_what_the_office_changed(db):
    load_checks()
    StandardCheck.objects.filter(key="template").update(is_active=False, name="Ours")
    load_checks()

    check = StandardCheck.objects.get(key="template")
    assert (check.is_active, check.name) == (False, "Ours")


def test_run_records_what_each_check_found(staffed, shortened):
    make_staffed("far")
    run()

    found = CheckResult.objects.values_list("unit__code", "outcome", "evidence")
    assert set(found) == {
        ("near", Outcome.PASSED, "near is looked at"),
        ("far", Outcome.FAILED, "far is looked at"),
    }


def test_run_counts_what_it_did(staffed, shortened):
    make_staffed("far")
    done = run()

    assert (done.units, done.passed, done.failed, done.is_open) == (2, 1, 1, False)


def test_unit_without_a_site_is_not_checked(staffed, shortened):
    make_unit("directory")

    assert run().units == 1


def test_closed_unit_is_not_checked(staffed, shortened):
    Unit.objects.filter(pk=staffed.unit.pk).update(closed_on=timezone.localdate())

    assert run().units == 0


def test_same_finding_is_recorded_once(staffed, shortened):
    run()
    run()

    assert CheckResult.objects.count() == 1


def test_other_finding_is_recorded_beside_the_first(staffed, shortened):
    run()
    shortened.clear()
    run()

    outcomes = list(CheckResult.objects.order_by("pk").values_list("outcome", flat=True))
    assert outcomes == [Outcome.PASSED, Outcome.FAILED]


def test_fail_makes_a_task(staffed, shortened):
    shortened.clear()
    run()
    run()

    task = StandardTask.objects.open().get()
    assert (task.unit, task.check_made.key) == (staffed.unit, "first")


def test_pass_closes_the_task(staffed, shortened):
    shortened.clear()
    run()
    shortened.add("near")
    run()

    assert StandardTask.objects.get().closed_at


def test_new_fail_makes_a_new_task(staffed, shortened):
    for codes in ((), ("near",), ()):
        shortened.clear()
        shortened.update(codes)
        run()

    assert StandardTask.objects.count() == 2
    assert StandardTask.objects.open().count() == 1


def test_interrupted_run_goes_on_where_it_stopped(staffed, shortened, monkeypatch):
    monkeypatch.setattr(actions, "BATCH", 1)
    make_staffed("far")
    begun = start_run()

    def stop(run):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        finish_run(begun, progress=stop)
    resumed = start_run()
    done = finish_run(resumed)

    assert (resumed.pk, resumed.units) == (begun.pk, 1)
    assert (done.units, done.is_open) == (2, False)


def test_database_keeps_one_run_open(db):
    CheckRun.objects.create(started_at=timezone.now())

    with pytest.raises(IntegrityError), transaction.atomic():
        CheckRun.objects.create(started_at=timezone.now())


@pytest.mark.parametrize("role", [Role.LEADING_GROUP, Role.INSPECTOR])
def test_only_the_it_office_starts_a_run(role, db):
    with pytest.raises(PermissionDenied):
        start_run(user=make_member(role))


def test_command_runs_all_checks(staffed, shortened):
    call_command("check_standards")

    assert CheckRun.objects.get().units == 1


def test_unit_has_itself_checked(staffed, shortened):
    assert check_unit(staffed.unit, user=staffed.people["operator"]) == 1


def test_another_unit_does_not_have_it_checked(staffed, shortened):
    with pytest.raises(PermissionDenied):
        check_unit(staffed.unit, user=make_staffed("far").people["operator"])


def test_directory_entry_cannot_be_checked(officer, shortened):
    with pytest.raises(ValidationError):
        check_unit(make_unit(), user=officer)


def test_finding_by_hand_counts(staffed, shortened, officer):
    run()
    by_hand(staffed, officer)

    assert score_of(staffed.unit) == (2, 2)


def test_finding_by_hand_names_who_found_it(staffed, shortened, officer):
    run()

    assert by_hand(staffed, officer).person == officer


def test_failed_finding_by_hand_makes_a_task(staffed, shortened, officer):
    run()
    by_hand(staffed, officer, Outcome.FAILED)

    assert StandardTask.objects.open().get().check_made.key == "second"


def test_finding_by_hand_needs_evidence(staffed, shortened, officer):
    run()

    with pytest.raises(ValidationError):
        by_hand(staffed, officer, evidence=" ")


def test_unit_records_nothing_by_hand(staffed, shortened):
    run()

    with pytest.raises(PermissionDenied):
        by_hand(staffed, staffed.people["operator"])


def test_automatic_check_is_not_recorded_by_hand(staffed, shortened, officer):
    run()
    check = StandardCheck.objects.get(key="first")

    with pytest.raises(ValidationError):
        record_by_hand(check, staffed.unit, user=officer, outcome=Outcome.PASSED, evidence="Seen")


def test_score_of_an_unchecked_unit_is_nothing(staffed, shortened):
    load_checks()

    assert score_of(staffed.unit) == (0, 2)


@pytest.mark.parametrize("among", [passing_all, lacking, unchecked])
def test_unchecked_unit_is_neither_passing_nor_lacking(staffed, shortened, among):
    load_checks()

    assert among(with_score(Unit.objects.real())).exists() == (among is unchecked)


def test_unchecked_unit_passes_nothing_before_there_are_checks(staffed):
    assert not passing_all(with_score(Unit.objects.real())).exists()


def test_score_counts_the_newest_result_alone(staffed, shortened):
    run()
    shortened.clear()
    run()

    assert score_of(staffed.unit) == (0, 2)


def test_check_that_is_switched_off_does_not_count(staffed, shortened):
    shortened.clear()
    run()
    StandardCheck.objects.filter(key="first").update(is_active=False)

    assert score_of(staffed.unit) == (0, 1)
    assert not StandardTask.objects.open().exists()


def test_it_office_keeps_the_list(officer):
    check = StandardCheck(key="own", name="Own", kind=CheckKind.BY_HAND, requirement="Be good")

    assert save_check(check, user=officer).pk


def test_others_do_not_keep_the_list(db):
    with pytest.raises(PermissionDenied):
        save_check(make_check(), user=make_member(Role.LEADING_GROUP))


def test_automatic_check_names_its_facts(officer):
    check = StandardCheck(key="own", name="Own", kind=CheckKind.AUTOMATIC, requirement="Be good")

    with pytest.raises(ValidationError):
        save_check(check, user=officer)


def test_database_wants_the_facts_of_an_automatic_check(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_check(kind=CheckKind.AUTOMATIC)


@pytest.mark.parametrize("count", [1, 6])
def test_checking_costs_the_same_at_any_number(staffed, count, django_assert_max_num_queries):
    for number in range(count):
        make_staffed(f"far{number}")
    run()

    with django_assert_max_num_queries(40):
        run()
