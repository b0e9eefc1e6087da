"""The list of teams and the screen of one."""

import csv
import io

import pytest
from django.urls import reverse
from django.utils import timezone

from console.filings.enums import FilingState
from console.models import Filing
from tests.console.filings.conftest import LONG_AGO, file_whole, make_staffed
from tests.factories import make_member, make_portal, make_units_in_bulk
from tests.visits import sign_in
from units.access import ensure_centre_groups
from units.enums import Role
from units.people.actions import end_membership

pytestmark = pytest.mark.django_db

LIST, RESULTS = "console_filings_list", "console_filings_list_results"


@pytest.fixture
def office(staffed):
    """Somebody of the IT office, signed in."""
    ensure_centre_groups(make_portal())
    return sign_in(make_member(Role.IT_OFFICE))


@pytest.fixture
def operator(staffed):
    """The unit's operator, signed in."""
    return sign_in(staffed.people["operator"])


def address(staffed):
    return reverse("console_filings_team", args=(staffed.unit.code,))


def listed(browser, **query):
    answer = browser.get(reverse(LIST), query)
    return [unit.code for unit in answer.context["object_list"]]


def exported(browser):
    answer = browser.get(reverse(LIST), {"export": "csv"})
    return list(csv.reader(io.StringIO(answer.getvalue().decode())))


def team(staffed, **values):
    fields = {
        "head": staffed.head.pk,
        "deputy": staffed.deputy.pk,
        "operators": [staffed.operator.pk],
        "members": [],
        "effective_on": str(LONG_AGO),
        "note": "",
    } | values
    return {"deed": "file", **{f"file-{name}": value for name, value in fields.items()}}


def test_it_office_reads_all_units(office):
    make_staffed("far")

    assert listed(office) == ["near", "far"]


def test_operator_reads_the_own_unit_alone(operator):
    make_staffed("far")

    assert listed(operator) == ["near"]


def test_editor_reads_nothing(staffed):
    assert sign_in(staffed.people["editor"]).get(reverse(LIST)).status_code == 403


def test_list_is_narrowed_to_a_state(office, staffed):
    file_whole(staffed)
    make_staffed("far")

    assert listed(office, filing_state=FilingState.NONE) == ["far"]


def test_export_has_the_rows_of_the_list(office, staffed):
    file_whole(staffed)
    make_staffed("far")

    assert [row[1] for row in exported(office)[1:]] == ["near", "far"]


def test_export_names_the_people(office, staffed):
    staffed.people["head"].full_name = "Head Person"
    staffed.people["head"].save()
    file_whole(staffed)

    assert "Head Person" in exported(office)[1]


@pytest.mark.parametrize("count", [3, 45])
def test_list_costs_the_same_at_any_number(office, count, django_assert_max_num_queries):
    make_units_in_bulk(count)
    office.get(reverse(RESULTS))

    with django_assert_max_num_queries(12):
        office.get(reverse(RESULTS))


def test_operator_files_the_team(operator, staffed):
    answer = operator.post(address(staffed), team(staffed))

    assert (answer.status_code, Filing.objects.get().head) == (302, staffed.head)


def test_refused_filing_keeps_what_was_typed(operator, staffed):
    answer = operator.post(
        address(staffed), team(staffed, deputy=staffed.head.pk, note="Document 7")
    )

    [(_deed, _label, form)] = answer.context["forms"]
    assert form.non_field_errors()
    assert (form["note"].value(), Filing.objects.count()) == ("Document 7", 0)


def test_form_begins_with_who_is_still_at_work(operator, staffed):
    file_whole(staffed)
    end_membership(staffed.deputy)

    [(_deed, _label, form)] = operator.get(address(staffed)).context["forms"]
    assert (form["head"].value(), form["deputy"].value()) == (staffed.head.pk, None)


def test_it_office_reads_but_files_nothing(office, staffed):
    assert not office.get(address(staffed)).context["forms"]
    assert office.post(address(staffed), team(staffed)).status_code == 400


def test_another_units_team_is_not_there(staffed):
    browser = sign_in(make_staffed("far").people["operator"])

    assert browser.get(address(staffed)).status_code == 404
    assert browser.post(address(staffed), team(staffed)).status_code == 404


def test_screen_answers_who_was_responsible(office, staffed):
    file_whole(staffed)

    answer = office.get(address(staffed), {"day": str(LONG_AGO)})
    assert answer.context["answered"].head == staffed.people["head"]


def test_history_is_paged(office, staffed):
    for number in range(11):
        file_whole(staffed, note=f"{number}", members=[staffed.editor] if number % 2 else [])

    assert len(office.get(address(staffed)).context["teams"]) == 10
    assert len(office.get(address(staffed), {"p": 2}).context["teams"]) == 1


def panels(browser):
    answer = browser.get(reverse("wagtailadmin_home"))
    return {panel.key: panel for panel in answer.context["panels"]}


def test_it_office_sees_on_its_dashboard_who_owes(office, staffed):
    file_whole(make_staffed("far"))

    assert list(panels(office)["filings"].facts()["shown"]) == [staffed.unit]


def test_operator_sees_on_the_dashboard_what_is_owed(operator):
    assert "team" in panels(operator)


def test_dashboard_is_silent_about_a_team_in_order(operator, staffed):
    file_whole(staffed, effective_on=timezone.localdate())

    assert "team" not in panels(operator)
