"""The list of all units: its rows, filters and exports, at a cost that does not grow."""

import csv
from io import BytesIO, StringIO

import pytest
from django.db import connection
from django.db.models import Value
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from console.register import columns
from console.register.columns import ColumnFilter, UnitColumn, register_column
from tests.factories import make_home, make_member, make_unit, make_units_in_bulk
from tests.visits import sign_in
from units.enums import Presence, Role, UnitState

pytestmark = pytest.mark.django_db

LIST = "console_register_units"


def listed(person, query=""):
    return sign_in(person).get(reverse(LIST) + query)


def codes(answer):
    return [unit.code for unit in answer.context["object_list"]]


@pytest.mark.parametrize("name", ["officer", "group", "inspector"])
def test_those_who_see_everybody_read_it(office, name):
    unit = make_unit()

    assert codes(listed(getattr(office, name))) == [unit.code]


def test_an_operator_does_not_read_it(office):
    assert listed(make_member(Role.OPERATOR, make_unit())).status_code != 200


@pytest.mark.parametrize(
    ("query", "values"),
    [
        ("kind=township", {"kind": "township"}),
        ("level=district", {"level": "district"}),
        ("system=party", {"system": "party"}),
        (f"state={UnitState.PLANNED}", {"plan_deadline": "2026-06-30"}),
        ("q=water", {"name": "Office of water"}),
        ("q=wtr", {"short_name": "WTR"}),
    ],
)
def test_a_filter_leaves_the_units_it_names(office, query, values):
    make_unit("other")
    make_unit("wanted", **values)

    assert codes(listed(office.officer, f"?{query}")) == ["wanted"]


def test_units_are_filtered_by_presence(office):
    make_unit("other")
    home = make_home(presence=Presence.SITE)

    assert codes(listed(office.officer, f"?presence={Presence.SITE}")) == [home.slug]


@pytest.fixture
def column(monkeypatch):
    """A column of another part, with a filter."""
    monkeypatch.setattr(columns, "_registered", {})
    register_column(
        UnitColumn(
            key="stars",
            label="Stars",
            prepare=lambda units: units.annotate(stars=Value(7)),
            value=lambda unit: unit.stars,
            filter=ColumnFilter(
                choices=lambda: [("a", "A")],
                narrow=lambda units, value: units.filter(code__startswith=value),
            ),
        )
    )


def test_a_registered_column_is_shown(office, column):
    make_unit()

    assert "stars" in [
        shown.name for shown in listed(office.officer).context["table"].columns.values()
    ]


def test_a_registered_column_filters(office, column):
    make_unit("abc")
    make_unit("xyz")

    assert codes(listed(office.officer, "?stars=a")) == ["abc"]


def rows_of_csv(answer):
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(StringIO(text)))


def rows_of_xlsx(answer):
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))
    return [["" if cell is None else str(cell) for cell in row] for row in book.active.values]


def test_the_exports_carry_the_rows_of_the_list(office):
    make_units_in_bulk(60)
    as_csv = rows_of_csv(listed(office.officer, "?export=csv"))
    as_xlsx = rows_of_xlsx(listed(office.officer, "?export=xlsx"))

    assert ([row[1] for row in as_csv[1:]], len(as_csv)) == ([row[1] for row in as_xlsx[1:]], 61)


def queries(client, query=""):
    client.get(reverse(LIST) + query)
    with CaptureQueriesContext(connection) as captured:
        client.get(reverse(LIST) + query)
    return len(captured)


@pytest.mark.parametrize("query", ["", f"?state={UnitState.UNBUILT}", "?q=bulk"])
def test_more_units_cost_no_more_queries(office, query):
    make_units_in_bulk(10)
    client = sign_in(office.officer)
    few = queries(client, query)
    make_units_in_bulk(200, prefix="more")

    assert queries(client, query) == few <= 12


def test_a_csv_begins_with_the_mark_by_which_spreadsheets_know_utf8(office):
    exported = b"".join(listed(office.officer, "?export=csv").streaming_content)

    assert exported.startswith(b"\xef\xbb\xbf")
