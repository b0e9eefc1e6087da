"""The screens of rules, and the matrix of who answers for what."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from console.models import RuleAcknowledgement, RuleDocument, RuleVersion
from console.rules.actions import acknowledge, issue_version, propose_rule
from console.rules.enums import RuleState
from tests.console.filings.conftest import file_whole, make_staffed
from tests.factories import make_portal, make_units_in_bulk
from tests.visits import sign_in
from units.access import ensure_centre_groups

pytestmark = pytest.mark.django_db

MATRIX, MATRIX_RESULTS = "console_rules_matrix", "console_rules_matrix_results"


@pytest.fixture
def office(staffed, officer):
    """Somebody of the IT office, signed in."""
    ensure_centre_groups(make_portal())
    return sign_in(officer)


@pytest.fixture
def leading(staffed, group):
    """Somebody of the leading group, signed in."""
    ensure_centre_groups(make_portal())
    return sign_in(group)


@pytest.fixture
def head(staffed):
    """The unit's principal leader, signed in."""
    return sign_in(staffed.people["head"])


def version_url(version):
    return reverse("console_rules_version", args=(version.pk,))


def duties(browser, **query):
    answer = browser.get(reverse(MATRIX), query)
    return [(duty.version, duty.unit) for duty in answer.context["object_list"]]


def panels(browser):
    answer = browser.get(reverse("wagtailadmin_home"))
    return {panel.key: panel for panel in answer.context["panels"]}


def test_it_office_proposes_a_rule_with_its_file(office):
    file = SimpleUploadedFile("plan.pdf", b"%PDF-1.7")
    data = {"title": "Plan", "level": "", "system": "", "text": "Text", "file": file}
    answer = office.post(reverse("console_rules_add"), data)

    assert answer.status_code == 302
    assert RuleVersion.objects.get().file_name == "plan.pdf"


def test_refused_proposal_keeps_what_was_typed(office, proposed):
    data = {"title": proposed.document.title, "text": "A long text"}
    form = office.post(reverse("console_rules_add"), data).context["form"]

    assert form.errors
    assert form["text"].value() == "A long text"


@pytest.mark.parametrize("name", ["console_rules_list", "console_rules_add"])
def test_units_do_not_open_the_offices_screens(head, name):
    assert head.get(reverse(name)).status_code == 403


def test_leading_group_issues_on_the_screen(leading, proposed):
    leading.post(version_url(proposed), {"deed": "issue"})

    assert RuleVersion.objects.get().state == RuleState.ISSUED


def test_it_office_is_offered_no_decision(office, proposed):
    deeds = {deed for deed, _label, _form in office.get(version_url(proposed)).context["forms"]}

    assert deeds == {"withdraw"}


def test_head_acknowledges_on_the_screen(head, issued, staffed):
    head.post(version_url(issued), {"deed": f"acknowledge-{staffed.unit.code}"})

    assert RuleAcknowledgement.objects.get().unit == staffed.unit


def test_operator_is_offered_no_acknowledgement(staffed, issued):
    browser = sign_in(staffed.people["operator"])

    assert not browser.get(version_url(issued)).context["forms"]


def test_proposed_version_is_not_there_for_units(head, proposed):
    assert head.get(version_url(proposed)).status_code == 404


def test_rule_of_another_scope_is_not_there_for_units(head, officer, group):
    version = propose_rule(user=officer, title="For townships", text="Text", level="township")
    issue_version(version, user=group)

    assert head.get(version_url(version)).status_code == 404


def test_steps_of_other_units_are_not_shown(head, issued, staffed):
    far = make_staffed("far")
    acknowledge(issued, far.unit, user=far.people["head"])

    steps = head.get(version_url(issued)).context["steps"]
    assert not steps.filter(unit=far.unit).exists()


def test_file_is_handed_to_units(head, officer, group):
    file = SimpleUploadedFile("plan.pdf", b"%PDF-1.7")
    version = propose_rule(user=officer, title="Plan", text="Text", file=file)
    issue_version(version, user=group)

    answer = head.get(reverse("console_rules_file", args=(version.pk,)))
    assert b"".join(answer.streaming_content) == b"%PDF-1.7"


def test_file_of_a_proposed_version_is_not_handed_out(head, officer):
    file = SimpleUploadedFile("plan.pdf", b"%PDF-1.7")
    version = propose_rule(user=officer, title="Plan", text="Text", file=file)

    assert head.get(reverse("console_rules_file", args=(version.pk,))).status_code == 404


def test_version_without_a_file_hands_out_none(head, issued):
    assert head.get(reverse("console_rules_file", args=(issued.pk,))).status_code == 404


def test_own_rules_say_who_has_acknowledged(head, issued, staffed):
    acknowledge(issued, staffed.unit, user=staffed.people["head"])

    [(version, [(unit, row)])] = head.get(reverse("console_rules_own")).context["rows"]
    assert (version, unit, row.person) == (issued, staffed.unit, staffed.people["head"])


def test_list_counts_acknowledgements(office, issued, staffed):
    make_staffed("far")
    acknowledge(issued, staffed.unit, user=staffed.people["head"])

    [rule] = office.get(reverse("console_rules_list")).context["object_list"]
    assert (rule.acknowledged, rule.obliged) == (1, 2)


def test_rule_is_repealed_on_its_screen(leading, issued):
    address = reverse("console_rules_rule", args=(issued.document_id,))
    leading.post(address, {"deed": "repeal", "repeal-reason": "Replaced"})

    assert RuleDocument.objects.get().repealed_on


def test_next_version_is_proposed_on_the_rules_screen(office, issued):
    address = reverse("console_rules_rule", args=(issued.document_id,))
    office.post(address, {"deed": "propose", "propose-text": "Another text"})

    assert issued.document.versions.count() == 2


def test_matrix_goes_rule_by_rule_and_unit_by_unit(office, issued, staffed, officer, group):
    far = make_staffed("far")
    second = propose_rule(user=officer, title="Second", text="Text")
    issue_version(second, user=group)

    expected = [
        (version, unit) for version in (issued, second) for unit in (staffed.unit, far.unit)
    ]
    assert duties(office) == expected


def test_matrix_lists_who_has_not_acknowledged(office, issued, staffed):
    far = make_staffed("far")
    acknowledge(issued, staffed.unit, user=staffed.people["head"])

    assert duties(office, acknowledged="missing") == [(issued, far.unit)]
    assert duties(office, acknowledged="acknowledged") == [(issued, staffed.unit)]


def test_matrix_is_narrowed_to_a_rule(office, issued, staffed, officer, group):
    second = propose_rule(user=officer, title="Second", text="Text")
    issue_version(second, user=group)

    assert duties(office, rule=second.pk) == [(second, staffed.unit)]


def test_units_see_their_own_duties_alone(head, issued, staffed):
    make_staffed("far")

    assert duties(head) == [(issued, staffed.unit)]


def test_matrix_is_exported_with_its_people(office, issued, staffed):
    staffed.people["head"].full_name = "Head Person"
    staffed.people["head"].save()
    file_whole(staffed)
    answer = office.get(reverse(MATRIX), {"export": "csv"})
    rows = list(csv.reader(io.StringIO(answer.getvalue().decode())))

    assert len(rows) == 2
    assert rows[1][0] == issued.document.title
    assert rows[1][3] == "Head Person"


def test_matrix_is_exported_as_a_workbook(office, issued):
    answer = office.get(reverse(MATRIX), {"export": "xlsx"})

    assert answer.status_code == 200


@pytest.mark.parametrize("count", [3, 120])
def test_matrix_costs_the_same_at_any_number(office, issued, count, django_assert_max_num_queries):
    make_units_in_bulk(count)
    office.get(reverse(MATRIX_RESULTS))

    with django_assert_max_num_queries(12):
        office.get(reverse(MATRIX_RESULTS))


def test_leading_group_sees_what_waits_for_it(leading, proposed):
    assert list(panels(leading)["rules"].facts()["shown"]) == [proposed]


def test_head_sees_what_is_to_be_acknowledged(head, issued, staffed):
    assert list(panels(head)["acknowledge"].facts()["shown"]) == [(issued, staffed.unit)]


def test_dashboard_is_silent_once_acknowledged(head, issued, staffed):
    acknowledge(issued, staffed.unit, user=staffed.people["head"])

    assert "acknowledge" not in panels(head)
