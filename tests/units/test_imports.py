"""The roster import: what it writes, and what it says of a bad file."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.utils import translation

from search.models import PublishedItem
from tests.factories import make_member, make_unit
from units.addresses import address_book
from units.enums import Level, Role
from units.imports import COLUMNS, import_units
from units.models import Unit
from units.tables import ImportRefused

pytestmark = pytest.mark.django_db

ROSTER = Path(__file__).parents[2] / "console" / "data" / "units.csv"
HEADER = ",".join(COLUMNS)
GOOD = "jyj,City Education Bureau,Education,department,government,public,0,existing,,"


def csv_file(*lines, header=HEADER, encoding="utf-8"):
    """The bytes of a roster with these lines."""
    return "\r\n".join([header, *lines]).encode(encoding)


def line(**values):
    """A line of the roster that is good but for the values given."""
    cells = dict(zip(COLUMNS, GOOD.split(","), strict=True)) | values
    return ",".join(cells.values())


def faults(data):
    """The places of the errors of a file that is refused."""
    with pytest.raises(ImportRefused) as refused:
        import_units(data)
    return [(error.line, error.column) for error in refused.value.errors]


def real_units():
    return Unit.objects.real()


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def test_the_roster_that_travels_with_the_project_registers_137_units():
    result = import_units(ROSTER.read_bytes())

    assert (len(result.new), result.bad_lines) == (137, 0)
    assert real_units().filter(site_status="existing").count() == 78


def test_a_second_import_changes_nothing():
    import_units(ROSTER.read_bytes())
    before = list(real_units().values())

    result = import_units(ROSTER.read_bytes())

    assert (len(result.new), len(result.changed), len(result.unchanged)) == (0, 0, 137)
    assert list(real_units().values()) == before


def test_units_keep_the_order_of_the_file():
    import_units(csv_file(line(code="b"), line(code="a"), line(code="c")))

    assert list(real_units().values_list("code", flat=True)) == ["b", "a", "c"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_byte_order_mark_makes_no_difference(encoding):
    import_units(csv_file(line(name="市教育局"), encoding=encoding))

    assert real_units().get().name == "市教育局"


def test_changed_line_changes_its_unit_alone():
    import_units(csv_file(line(code="a"), line(code="b")))

    result = import_units(csv_file(line(code="a"), line(code="b", short_name="New")))

    assert [unit.code for unit in result.changed] == ["b"]
    assert list(real_units().values_list("short_name", flat=True)) == ["Education", "New"]


def test_change_keeps_what_the_file_does_not_say():
    unit = make_unit("jyj", phone="0571-1234", presence="directory")

    import_units(csv_file(GOOD))

    unit.refresh_from_db()
    assert (unit.phone, unit.name) == ("0571-1234", "City Education Bureau")


def test_optional_columns_are_taken():
    import_units(csv_file(f"{GOOD},0571-1234,no", header=f"{HEADER},phone,is_designated"))

    unit = real_units().get()
    assert (unit.phone, unit.is_designated) == ("0571-1234", False)


def test_values_are_read_as_what_they_are():
    import_units(csv_file(line(annual_fee="1200.5", plan_deadline="2026-06-30")))

    unit = real_units().get()
    assert (str(unit.annual_fee), str(unit.plan_deadline)) == ("1200.50", "2026-06-30")


def test_a_date_as_spreadsheets_write_it_is_read():
    import_units(csv_file(line(plan_deadline="2026/6/30")))

    assert str(real_units().get().plan_deadline) == "2026-06-30"


@pytest.mark.parametrize(
    ("kind", "level"),
    [("district", Level.DISTRICT), ("township", Level.TOWNSHIP), ("department", Level.CITY)],
)
def test_level_follows_kind(kind, level):
    import_units(csv_file(line(kind=kind)))

    assert real_units().get().level == level


def test_level_follows_a_changed_kind():
    import_units(csv_file(line(kind="department")))
    import_units(csv_file(line(kind="township")))

    assert real_units().get().level == Level.TOWNSHIP


def test_level_set_by_hand_stays():
    make_unit("jyj", kind="department", level=Level.DISTRICT)

    import_units(csv_file(line(kind="institution")))

    assert real_units().get().level == Level.DISTRICT


def test_level_column_wins_over_kind():
    import_units(csv_file(f"{line(kind='township')},district", header=f"{HEADER},level"))

    assert real_units().get().level == Level.DISTRICT


def test_parent_may_stand_later_in_the_file():
    header = f"{HEADER},parent"
    lines = [f"{line(code='a')},b", f"{line(code='b')},", f"{line(code='c')},a"]

    import_units(csv_file(*lines, header=header))

    assert dict(real_units().values_list("code", "parent__code")) == {
        "a": "b",
        "b": None,
        "c": "a",
    }
    assert len(import_units(csv_file(*lines, header=header)).unchanged) == 3


def test_empty_parent_takes_the_superior_away():
    make_unit("jyj", parent=make_unit("a"))

    import_units(csv_file(f"{GOOD},", header=f"{HEADER},parent"))

    assert Unit.objects.get(code="jyj").parent is None


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("code", "JYJ"),
        ("code", ""),
        ("code", "a" * 31),
        ("code", "portal"),
        ("name", ""),
        ("name", "n" * 101),
        ("kind", "ministry"),
        ("system", "church"),
        ("funding", "gift"),
        ("annual_fee", "12,50"),
        ("annual_fee", "-1"),
        ("annual_fee", "1.234"),
        ("annual_fee", "nan"),
        ("site_status", "soon"),
        ("legacy_url", "javascript:alert(1)"),
        ("legacy_url", "http://"),
        ("plan_deadline", "2026-02-30"),
        ("plan_deadline", "30.6.2026"),
        ("short_name", "a\x00b"),
    ],
)
def test_bad_cell_is_named_by_line_and_column(column, value):
    value = f'"{value}"' if "," in value else value

    assert faults(csv_file(line(code="ok"), line(**{column: value}))) == [(3, column)]


def test_all_errors_are_listed_at_once():
    data = csv_file(
        line(code="a", kind="x", annual_fee="y"), line(code="b"), line(code="c", name="")
    )

    assert faults(data) == [(2, "kind"), (2, "annual_fee"), (4, "name")]


def test_code_that_stands_twice_is_refused():
    assert faults(csv_file(line(), line(code="b"), line())) == [(4, "code")]


@pytest.mark.parametrize("parent", ["nobody", "jyj"])
def test_parent_must_be_another_unit(parent):
    data = csv_file(f"{GOOD},{parent}", header=f"{HEADER},parent")

    assert faults(data) == [(2, "parent")]


def test_circle_of_parents_is_refused():
    data = csv_file(f"{line(code='a')},b", f"{line(code='b')},a", header=f"{HEADER},parent")

    assert faults(data) == [(2, "parent"), (3, "parent")]


def test_missing_unknown_and_double_columns_are_named():
    header = HEADER.replace("plan_deadline", "deadline") + ",code"

    assert set(faults(csv_file(GOOD + ",x", header=header))) == {
        (1, "plan_deadline"),
        (1, "deadline"),
        (1, "code"),
    }


@pytest.mark.parametrize("cells", ["jyj,too,few", GOOD + ",too many"])
def test_line_with_another_number_of_cells_is_refused(cells):
    assert faults(csv_file(cells)) == [(2, "")]


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\r\n\r\n", HEADER.encode()])
def test_empty_file_is_refused(data):
    assert faults(data) == [(1, "")]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_other_encoding_is_refused(encoding):
    data = csv_file(line(), line(code="b", name="市教育局"), encoding=encoding)

    assert [column for _line, column in faults(data)] == [""]


def test_open_quote_is_refused():
    assert faults(csv_file(line(), '"b')) == [(3, "")]


def test_line_break_inside_quotes_counts_in_line_numbers():
    data = csv_file(line(name='"one\ntwo"'), line(code="b", kind="x"))

    assert faults(data) == [(2, "name"), (4, "kind")]


def test_refused_file_writes_nothing():
    faults(csv_file(line(), line(code="b", kind="x")))

    assert not real_units().exists()


def test_bad_lines_are_passed_over_on_request():
    result = import_units(csv_file(line(), line(code="b", kind="x", system="y")), skip_bad=True)

    assert [unit.code for unit in result.new] == ["jyj"]
    assert (result.bad_lines, len(result.errors)) == (1, 2)


def test_line_whose_parent_is_bad_is_bad():
    data = csv_file(
        f"{line(code='a', kind='x')},",
        f"{line(code='b')},a",
        f"{line(code='c')},b",
        line(code="d") + ",",
        header=f"{HEADER},parent",
    )

    result = import_units(data, skip_bad=True)

    assert [unit.code for unit in result.new] == ["d"]
    assert result.bad_lines == 3


def test_directory_entries_and_addresses_follow():
    import_units(csv_file(line(name="Old name")))
    import_units(csv_file(line(name="New name"), line(code="b")))

    entries = PublishedItem.objects.unit_entries()
    assert sorted(entries.values_list("title", flat=True)) == ["City Education Bureau", "New name"]
    assert address_book().by_code["jyj"].name == "New name"


def test_number_of_statements_grows_by_batches_only(django_assert_max_num_queries):
    lines = [line(code=f"a{number}") for number in range(300)]
    changed = [line(code=f"a{number}", name="New") for number in range(300)]

    with django_assert_max_num_queries(40):
        import_units(csv_file(*lines))
    with django_assert_max_num_queries(60):
        import_units(csv_file(*changed))


def test_only_the_it_office_imports():
    with pytest.raises(PermissionDenied):
        import_units(csv_file(GOOD), user=make_member(Role.INSPECTOR))

    import_units(csv_file(GOOD), user=make_member(Role.IT_OFFICE))
    assert real_units().exists()


def test_command_reports_counts(tmp_path):
    path = tmp_path / "roster.csv"
    path.write_bytes(csv_file(line(code="a"), line(code="b", kind="x")))
    out, err = StringIO(), StringIO()

    call_command("import_units", path, skip_bad=True, stdout=out, stderr=err)

    assert out.getvalue().strip() == "1 new, 0 changed, 0 unchanged, 1 bad"
    assert err.getvalue().startswith("Line 3, column kind: “x” is unknown here")


def test_command_fails_when_the_file_is_refused(tmp_path):
    path = tmp_path / "roster.csv"
    path.write_bytes(csv_file(line(kind="x")))

    with pytest.raises(CommandError):
        call_command("import_units", path, stderr=StringIO())


def test_command_fails_without_a_file(tmp_path):
    with pytest.raises(CommandError):
        call_command("import_units", tmp_path / "nothing.csv")
