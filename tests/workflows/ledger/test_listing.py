"""The ledger in the admin: who reads which rows, filtered and taken away."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import pgettext
from openpyxl import load_workbook

from tests.factories import make_column, make_home, make_item, make_member, make_person, make_unit
from tests.visits import sign_in
from units.enums import CENTRE_ROLES, Role
from workflows.enums import ChangeKind, LedgerAction, Stage, SubmissionState
from workflows.ledger.details import told
from workflows.ledger.record import record
from workflows.ledger.verify import verify
from workflows.models import LedgerEntry, Submission

pytestmark = pytest.mark.django_db

LEDGER = "ledger_entries"


@pytest.fixture
def unit():
    return make_unit()


@pytest.fixture
def page(unit):
    return make_item(make_column(make_home(unit)), title="Our page")


@pytest.fixture
def entries(page):
    """A row about this unit's page, and one about another unit's."""
    other = make_item(make_column(make_home()), title="Their page")
    person = make_person(full_name="Li Ming")
    return [
        record(LedgerAction.SUBMITTED, page=page, user=person),
        record(LedgerAction.RETURNED, page=other, opinion="The date is wrong"),
    ]


@pytest.fixture
def inspector():
    return sign_in(make_member(Role.INSPECTOR))


def numbers(client, **query):
    response = client.get(reverse(LEDGER), query)
    return [entry.number for entry in response.context["object_list"]]


def conceal(page):
    """Let the secrecy bureau have concealed a text of a page."""
    return Submission.objects.create(
        page_id=page.pk,
        page_title=page.title,
        unit_id=page.unit.id,
        revision_id=1,
        digest="a" * 64,
        subject_class="government",
        submitted_by=make_person(),
        submitted_at=LedgerEntry.objects.first().at,
        state=SubmissionState.RETURNED,
        is_concealed=True,
    )


@pytest.mark.parametrize("role", CENTRE_ROLES)
def test_central_roles_read_all_rows(entries, role):
    assert numbers(sign_in(make_member(role))) == [2, 1]


@pytest.mark.parametrize("role", [Role.LEADER, Role.OPERATOR])
def test_who_answers_for_a_unit_reads_its_rows(entries, unit, role):
    assert numbers(sign_in(make_member(role, unit))) == [1]


@pytest.mark.parametrize("name", [LEDGER, "ledger_returns", "ledger_timeliness"])
def test_editors_read_none_of_it(entries, unit, name):
    response = sign_in(make_member(Role.EDITOR, unit)).get(reverse(name))
    assert response.status_code == 403


def test_rows_are_filtered_by_action(entries, inspector):
    assert numbers(inspector, action=LedgerAction.RETURNED) == [2]


def test_rows_are_filtered_by_unit(entries, inspector, unit):
    assert numbers(inspector, unit=unit.code) == [1]


def test_rows_are_filtered_by_person(entries, inspector):
    assert numbers(inspector, person="Li") == [1]


def test_rows_are_filtered_by_page(entries, inspector, page):
    assert numbers(inspector, page=page.pk) == [1]


def test_rows_are_filtered_by_title(entries, inspector):
    assert numbers(inspector, title="Their") == [2]


def test_rows_are_filtered_by_date(entries, inspector):
    assert numbers(inspector, at_to="2001-01-01") == []


def test_a_filter_reaches_no_other_units_rows(entries, unit):
    client = sign_in(make_member(Role.LEADER, unit))
    assert numbers(client, title="Their") == []


def test_a_concealed_title_is_not_shown(entries, page, inspector):
    conceal(page)
    assert page.title not in inspector.get(reverse(LEDGER)).content.decode()


def test_a_concealed_title_is_shown_to_the_secrecy_bureau(entries, page):
    conceal(page)
    response = sign_in(make_member(Role.SECRECY)).get(reverse(LEDGER))
    assert page.title in response.content.decode()


def test_a_concealed_title_is_not_found(entries, page, inspector):
    conceal(page)
    assert numbers(inspector, title="Our") == []


def test_a_concealed_title_is_not_exported(entries, page, inspector):
    conceal(page)
    response = inspector.get(reverse(LEDGER), {"export": "csv"})
    assert page.title not in b"".join(response.streaming_content).decode()


def test_listed_words_are_the_secrecy_bureaus(inspector):
    record(LedgerAction.WORDS_CHANGED, reason="a listed word")
    assert "a listed word" not in inspector.get(reverse(LEDGER)).content.decode()


def test_rows_are_exported_to_csv(entries, inspector):
    response = inspector.get(reverse(LEDGER), {"export": "csv"})
    lines = b"".join(response.streaming_content).decode().splitlines()
    assert (len(lines), "The date is wrong" in lines[1]) == (3, True)


def test_rows_are_exported_to_a_workbook(entries, inspector):
    response = inspector.get(reverse(LEDGER), {"export": "xlsx"})
    sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == [2, 1]


def test_no_exported_cell_is_a_formula(page, inspector):
    record(LedgerAction.RETURNED, page=page, reason="x", opinion="y")
    page.title = "=1+1"
    record(LedgerAction.SUBMITTED, page=page)
    response = inspector.get(reverse(LEDGER), {"export": "csv"})
    assert ",'=1+1," in b"".join(response.streaming_content).decode()


def test_the_list_is_paged(page, inspector):
    for _position in range(51):
        record(LedgerAction.SEEN, page=page)
    assert len(numbers(inspector)) == 50


def test_the_list_costs_the_same_at_any_length(page, inspector):
    counts = []
    for length in (1, 40):
        for _position in range(length):
            record(LedgerAction.SEEN, page=page, user=make_person())
        inspector.get(reverse(LEDGER))
        with CaptureQueriesContext(connection) as asked:
            inspector.get(reverse(LEDGER))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_reading_the_list_takes_few_queries_of_its_own(entries, inspector):
    inspector.get(reverse(LEDGER))
    with CaptureQueriesContext(connection) as asked:
        inspector.get(reverse(LEDGER))
    own = [query for query in asked if "workflows_ledgerentry" in query["sql"]]
    assert len(own) <= 2


def test_reading_writes_nothing(entries, inspector):
    inspector.get(reverse(LEDGER))
    assert (verify(), LedgerEntry.objects.count()) == ([], 2)


def test_particulars_are_named_in_words(db):
    entry = record(LedgerAction.RETURNED, stage=Stage.OFFICE, opinion="The date is wrong")
    assert str(Stage.OFFICE.label) in told(entry) and "The date is wrong" in told(entry)


def test_particulars_name_the_people_who_were_told(db):
    entry = record(LedgerAction.NOTIFIED, people=[{"id": 1, "name": "Li Ming"}])
    assert "Li Ming" in told(entry)


def test_particulars_of_a_change_name_its_kind(db):
    entry = record(LedgerAction.CHANGE_APPLIED, change_kind=ChangeKind.DELETE)
    assert str(ChangeKind.DELETE.label) in told(entry)


def test_particulars_nobody_has_words_for_are_left_out(db):
    assert told(record(LedgerAction.SEEN, stage_state=7, certain=True)) == ""


def test_the_system_is_named_as_such(entries, inspector):
    assert pgettext("ledger", "System") in inspector.get(reverse(LEDGER)).content.decode()
