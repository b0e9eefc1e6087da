"""Scores, tasks, standing, runs and the list of checks on the screen."""

import csv
import io

import pytest
from django.urls import reverse

from console.models import CheckRun, StandardCheck, StandardTask
from console.standards.actions import finish_run, load_checks, start_run
from console.standards.enums import Outcome
from console.standards.scores import score_of
from tests.console.filings.conftest import make_staffed
from tests.factories import make_home, make_member, make_portal
from tests.visits import sign_in
from units.access import ensure_centre_groups
from units.enums import Role
from units.models import Unit

pytestmark = pytest.mark.django_db

SCORES, RESULTS = "console_standards_list", "console_standards_list_results"
TASKS = "console_standards_tasks"


@pytest.fixture
def office(staffed, shortened, officer):
    """Somebody of the IT office, signed in."""
    ensure_centre_groups(make_portal())
    return sign_in(officer)


@pytest.fixture
def operator(staffed, shortened):
    """The unit's operator, signed in."""
    return sign_in(staffed.people["operator"])


@pytest.fixture
def checked(staffed, shortened):
    """Two units of which the first has passed."""
    far = make_staffed("far")
    finish_run(start_run())
    return far


def standing(staffed):
    return reverse("console_standards_unit", args=(staffed.unit.code,))


def codes(browser, **query):
    answer = browser.get(reverse(SCORES), query)
    return [unit.code for unit in answer.context["object_list"]]


def task_units(browser, **query):
    answer = browser.get(reverse(TASKS), query)
    return [task.unit.code for task in answer.context["object_list"]]


def panels(browser):
    answer = browser.get(reverse("wagtailadmin_home"))
    return {panel.key: panel for panel in answer.context["panels"]}


def test_scores_of_all_sites(office, checked):
    assert codes(office) == ["near", "far"]


def test_scores_narrowed_to_a_failed_check(office, checked):
    check = StandardCheck.objects.get(key="first")

    assert codes(office, failed=check.pk) == ["far"]


def test_scores_narrowed_to_those_that_pass_all(office, checked):
    StandardCheck.objects.filter(key="second").update(is_active=False)

    assert codes(office, is_full="true") == ["near"]
    assert codes(office, is_full="false") == ["far"]


def test_scores_are_exported(office, checked):
    answer = office.get(reverse(SCORES), {"export": "csv"})
    rows = list(csv.reader(io.StringIO(answer.getvalue().decode())))

    assert [row[1] for row in rows[1:]] == ["near", "far"]
    assert rows[1][3] == str(Outcome.PASSED.label)


def test_units_do_not_read_all_scores(operator):
    assert operator.get(reverse(SCORES)).status_code == 403


@pytest.mark.parametrize("count", [2, 12])
def test_scores_cost_the_same_at_any_number(office, count, django_assert_max_num_queries):
    for _number in range(count):
        make_home()
    finish_run(start_run())
    office.get(reverse(RESULTS))

    with django_assert_max_num_queries(12):
        office.get(reverse(RESULTS))


def test_it_office_reads_all_tasks(office, checked):
    assert task_units(office) == ["far"]


def test_unit_reads_its_own_tasks_alone(operator, checked):
    assert task_units(operator) == []
    assert task_units(sign_in(checked.people["operator"])) == ["far"]


def test_tasks_say_what_was_found(office, checked):
    [task] = office.get(reverse(TASKS)).context["object_list"]

    assert task.evidence == "far is looked at"


def test_unit_reads_its_standing(operator, checked, staffed):
    answer = operator.get(standing(staffed))

    assert answer.context["score"] == (1, 2)
    assert [check.key for check, _result, _task in answer.context["rows"]] == ["first", "second"]


def test_another_units_standing_is_not_there(operator, checked):
    assert operator.get(standing(checked)).status_code == 404
    assert operator.post(standing(checked), {"deed": "check"}).status_code == 404


def test_unit_has_itself_checked_on_the_screen(operator, staffed):
    operator.post(standing(staffed), {"deed": "check"})

    assert score_of(staffed.unit).passed == 1


def test_it_office_records_by_hand_on_the_screen(office, staffed):
    load_checks()
    data = {
        "deed": "record-second",
        "record-second-outcome": Outcome.FAILED,
        "record-second-evidence": "Three pages without a source",
    }
    office.post(standing(staffed), data)

    assert StandardTask.objects.open().get().check_made.key == "second"


def test_record_without_evidence_keeps_the_form(office, staffed):
    load_checks()
    data = {"deed": "record-second", "record-second-outcome": Outcome.PASSED}
    answer = office.post(standing(staffed), data)

    assert (answer.status_code, score_of(staffed.unit).passed) == (200, 0)


def test_unit_is_not_offered_to_record(operator, staffed):
    load_checks()
    deeds = {deed for deed, _label, _form in operator.get(standing(staffed)).context["forms"]}

    assert deeds == {"check"}


def test_it_office_starts_a_run(office, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        office.post(reverse("console_standards_runs"))

    assert CheckRun.objects.get().units == 1


def test_inspector_starts_no_run(staffed, shortened):
    ensure_centre_groups(make_portal())
    browser = sign_in(make_member(Role.INSPECTOR))

    assert browser.get(reverse("console_standards_runs")).status_code == 200
    assert browser.post(reverse("console_standards_runs")).status_code == 403


def test_it_office_changes_a_check(office):
    load_checks()
    check = StandardCheck.objects.get(key="second")
    data = {
        "name": "Renamed",
        "kind": check.kind,
        "facts": "",
        "requirement": check.requirement,
        "remedy": "",
        "position": 5,
        "is_active": "on",
    }
    office.post(reverse("console_standards_check", args=(check.pk,)), data)
    check.refresh_from_db()

    assert (check.key, check.name, check.position) == ("second", "Renamed", 5)


def test_it_office_adds_a_check(office):
    data = {
        "key": "third",
        "name": "Third",
        "kind": "automatic",
        "facts": "made_up",
        "requirement": "Be near",
        "remedy": "",
        "position": 3,
        "is_active": "on",
    }
    office.post(reverse("console_standards_check_add"), data)

    assert StandardCheck.objects.get(key="third").facts == "made_up"


def test_wrong_check_is_shown_again(office):
    data = {"key": "third", "name": "Third", "kind": "automatic", "facts": ""}
    answer = office.post(reverse("console_standards_check_add"), data)

    assert answer.context["form"]["name"].value() == "Third"
    assert not StandardCheck.objects.filter(key="third").exists()


def test_it_office_sees_how_many_fail(office, checked):
    rows = {check.key: check.failing for check in panels(office)["standards"].facts()["shown"]}

    assert rows == {"first": 1, "second": 0}


def test_unit_sees_its_tasks(checked):
    browser = sign_in(checked.people["operator"])
    shown = panels(browser)["tasks"].facts()["shown"]

    assert [task.unit for task in shown] == [Unit.objects.get(code="far")]


def test_dashboard_is_silent_without_tasks(operator, checked):
    assert "tasks" not in panels(operator)
