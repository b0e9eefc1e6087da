"""What the lists of the console export, opened in LibreOffice: the same rows, nothing computed."""

import csv
import datetime
import re
import subprocess
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.urls import reverse

from console.campaigns.actions import take_snapshot
from console.filings.vacancies import follow_vacancies
from console.money.actions import complete_project
from console.money.costs import correct_cost, record_cost
from console.portal import set_up_portal
from console.requests.actions import draft_request, submit_request
from console.requests.enums import RequestKind
from console.rules.actions import acknowledge, issue_version, propose_rule
from console.standards.actions import check_unit
from tests.conftest import skip_or_fail
from tests.console.filings.conftest import file_whole, make_staffed
from tests.console.money.world import approved
from tests.console.plans.worlds import approve, make_campaign, make_plan, today
from tests.console.requests.world import opening
from tests.factories import make_member, make_unit
from tests.servers import MissingProgram, find_program
from tests.visits import sign_in
from units.enums import Role
from units.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.nightly]

# What a spreadsheet might compute, take apart or read as something else
HARD = (
    "=1+1",
    "+86 0797 1234567",
    "-5",
    "@SUM(A1:A2)",
    "示范，市;“局”",
    'He said "no", and left',
    "2026-11",
    "00123",
    "1/2",
    "3E5",
    "TRUE",
)
# A CSV has no types: there these are taken for numbers and days
AS_READ = {
    r"00123": r"123",
    r"3E5": r"300000|3E\+05",
    r"1/2": r"01/02/\d{4}",
    r"(\d{4}-\d\d-\d\d \d\d:\d\d)": r"\1:00",
}
MANY_LINES = "第一行\n=2+2\n第三行，完"
# CSV is read and written with commas, quotes and UTF-8, and written as it is shown
READING = "--infilter=CSV:44,34,76,1"
WRITING = "csv:Text - txt - csv (StarCalc):" + "44,34,76,1,,0,false,true,false"


@pytest.fixture(scope="module")
def soffice():
    """LibreOffice's program."""
    try:
        return find_program("soffice")
    except MissingProgram:
        skip_or_fail("LibreOffice is not installed")


@pytest.fixture
def office(db):
    """An install in which every list has rows, with texts that are hard to keep as they are."""
    set_up_portal()
    found = SimpleNamespace(
        officer=make_member(Role.IT_OFFICE),
        group=make_member(Role.LEADING_GROUP),
        staffed=make_staffed("near", name="=局", short_name="@near"),
    )
    found.units = [
        make_unit(f"hard{number}", name=text, short_name=text[:40])
        for number, text in enumerate(HARD)
    ]
    fill_people(found)
    fill_plans(found)
    fill_money(found)
    return found


def fill_people(office):
    """File a team, issue and acknowledge rules, check a site, hand in requests."""
    staffed = office.staffed
    for person, text in zip(staffed.people.values(), HARD, strict=False):
        person.full_name = text
        person.save()
    file_whole(staffed)
    follow_vacancies(Unit.objects.all())
    for text in HARD:
        rule = propose_rule(user=office.officer, title=text, text=text)
        issue_version(rule, user=office.group)
        acknowledge(rule, staffed.unit, user=staffed.head.person)
    check_unit(staffed.unit, user=office.officer)
    for unit, text in zip(office.units, HARD, strict=True):
        operator = make_member(Role.OPERATOR, unit)
        facts = opening(purpose=f"{text}\n{MANY_LINES}", blueprint="city")
        request = draft_request(unit=unit, kind=RequestKind.OPENING, user=operator, **facts)
        submit_request(request, user=operator)


def fill_plans(office):
    """Start a campaign; each unit hands a plan in, and one is approved."""
    campaign = make_campaign(*office.units, office=office.officer, name="=campaign()")
    for unit, text in zip(office.units, HARD, strict=True):
        operator = unit.memberships.get().person
        plan = make_plan(unit, operator, campaign, title=text, purpose=MANY_LINES)
    approve(plan, office.officer)
    take_snapshot(campaign, user=office.officer, meeting="=meeting", held_on=today())
    office.campaign = campaign


def fill_money(office):
    """Spend 280,000 of 680,000, and mend a line."""
    world = SimpleNamespace(
        unit=office.units[0],
        operator=office.units[0].memberships.get().person,
        office=office.officer,
        group=office.group,
        year=today().year,
    )
    project = approved(world, "680000.00", "680000.00")
    for text in HARD:
        line = record_cost(
            project.unit,
            on=today(),
            amount=Decimal("25500.05"),
            note=text,
            user=office.officer,
            project=project,
        )
    right = Decimal("280000.00") - Decimal("25500.05") * (len(HARD) - 1)
    correct_cost(line, right=right, reason=MANY_LINES, user=office.officer)
    complete_project(project, on=today(), reason="Done", user=office.officer)


LISTS = {
    "units": "console_register_units",
    "filings": "console_filings_list",
    "requests": "console_requests_list",
    "plans": "console_plans_list",
    "campaigns": "console_campaigns_list",
    "board": "console_campaigns_board",
    "projects": "console_money_projects",
    "lines": "console_money_lines",
    "rules": "console_rules_list",
    "matrix": "console_rules_matrix",
    "scores": "console_standards_list",
    "tasks": "console_standards_tasks",
}


def exported(office, folder):
    """Write each list in both forms into a folder; return the rows each list has."""
    browser = sign_in(office.officer)
    rows = {}
    for name, view in LISTS.items():
        address = reverse(view, args=(office.campaign.pk,) if name == "board" else ())
        rows[name] = shown_rows(browser, address)
        for form in ("csv", "xlsx"):
            answer = browser.get(address, {"export": form})
            content = b"".join(answer.streaming_content)
            (folder / f"{name}-{form}.{form}").write_bytes(content)
    return rows


def shown_rows(browser, address):
    """What the pages of a list show, by the columns of its own table."""
    answer = browser.get(address)
    view, rows = answer.context["view"], []
    for page in answer.context["paginator"].page_range:
        rows += browser.get(address, {"p": page}).context["object_list"]
    head = [str(column.label) for column in view.table]
    return [head, *([column.value(row) for column in view.table] for row in rows)]


def opened(soffice, folder):
    """Open all files in LibreOffice, and return what it makes of each, by list and form."""
    made = folder / "made"
    files = sorted(folder.glob("*.*"))
    profile = f"-env:UserInstallation=file://{folder}/profile"
    order = [
        soffice,
        profile,
        "--headless",
        READING,
        "--convert-to",
        WRITING,
        "--outdir",
        str(made),
    ]
    subprocess.run([*order, *map(str, files)], check=True, capture_output=True, timeout=300)
    found = {}
    for file in files:
        with (made / f"{file.stem}.csv").open(encoding="utf-8", newline="") as lines:
            found[tuple(file.stem.rsplit("-", 1))] = list(csv.reader(lines))
    return found


def as_in_spreadsheet(value, cell, form):
    """Return a value as a spreadsheet may show it: numbers however written, no formula."""
    if value is None:
        return ""
    if isinstance(value, int | Decimal):
        return cell if cell and Decimal(cell) == value else str(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    text = str(value)
    if text.startswith(("=", "+", "-", "@")):
        return f"'{text}"
    return cell if form == "csv" and is_read_as(text, cell) else text


def is_read_as(text, cell):
    """Say whether a cell without a type may be shown so."""
    for written, read in AS_READ.items():
        if found := re.fullmatch(written, text):
            return bool(re.fullmatch(found.expand(read) if found.groups() else read, cell))
    return False


def differences(rows, cells, form):
    """Return what LibreOffice shows otherwise than the list: expected, shown."""
    if len(rows) != len(cells):
        return [(len(rows), len(cells))]
    expected = [
        [as_in_spreadsheet(value, cell, form) for value, cell in zip(row, line, strict=True)]
        for row, line in zip(rows, cells, strict=True)
    ]
    return [pair for pair in zip(expected, cells, strict=True) if pair[0] != pair[1]]


def test_exports_open_in_libreoffice_with_the_rows_of_the_lists(office, soffice, tmp_path):
    rows = exported(office, tmp_path)
    found = opened(soffice, tmp_path)
    wrong = {
        key: wrong
        for key, cells in found.items()
        if (wrong := differences(rows[key[0]], cells, key[1]))
    }

    assert len(found) == 2 * len(LISTS)
    assert all(len(lines) > 1 for lines in rows.values())
    assert not wrong, "\n".join(f"{key}: {pair}" for key, pairs in wrong.items() for pair in pairs)
