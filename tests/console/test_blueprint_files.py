"""Reading blueprint files: what is not valid is refused, with file and place."""

import pytest

from console.blueprint_files import BlueprintError, load_blueprint
from tests.console.blueprints import blueprint_text, column_text, read


def problems(text, **parameters):
    with pytest.raises(BlueprintError) as caught:
        read(text, **parameters)
    return caught.value.problems


def test_an_error_names_file_place_and_value():
    (problem,) = problems(blueprint_text(column_text("a", kind="fun")))
    assert problem.startswith("small/v1.toml: columns[1]: kind")
    assert "fun" in problem


def test_an_error_in_a_sub_column_names_its_place():
    child = column_text("b", level="columns.children", layout="grid")
    (problem,) = problems(blueprint_text(column_text("a") + child))
    assert problem.startswith("small/v1.toml: columns[1].children[1]: layout")


@pytest.mark.parametrize(
    "fields",
    [
        {"function": "fun"},
        {"layout": "grid"},
        {"update": "weekly"},
        {"slug": "Not a slug"},
        {"name": ""},
        {"colour": "red"},
    ],
)
def test_a_wrong_field_of_a_column_is_refused(fields):
    assert len(problems(blueprint_text(column_text("a", **fields)))) == 1


def test_all_problems_are_told_at_once():
    text = blueprint_text(column_text("a", kind="fun"), column_text("b", layout="grid"))
    assert len(problems(text)) == 2


def test_a_key_used_twice_is_refused_across_levels():
    text = blueprint_text(column_text("a") + column_text("a", level="columns.children"))
    assert len(problems(text)) == 1


def test_a_slug_may_repeat_under_another_column():
    text = blueprint_text(
        column_text("a") + column_text("b", level="columns.children", slug="a"),
    )
    assert read(text).columns[0].children[0].slug == "a"


def test_a_third_level_is_refused():
    text = blueprint_text(
        column_text("a")
        + column_text("b", level="columns.children")
        + column_text("c", level="columns.children.children"),
    )
    assert len(problems(text)) == 1


def test_a_ninth_column_in_the_menu_is_refused():
    assert len(problems(blueprint_text(*map(column_text, "abcdefghi")))) == 1


def test_unreadable_text_is_refused_with_the_file_named():
    (problem,) = problems("name = ")
    assert problem.startswith("small/v1.toml: ")


def test_an_unknown_parameter_is_refused():
    assert len(problems(blueprint_text(column_text("a")), parameters={"x": "y"})) == 1


def test_a_placeholder_without_its_parameter_is_refused():
    assert len(problems(blueprint_text(column_text("a", name="{who}")))) == 1


@pytest.mark.parametrize(("name", "version"), [("nothing", None), ("city", 99), ("../city", 1)])
def test_a_blueprint_that_is_not_there_is_refused(name, version):
    with pytest.raises(BlueprintError):
        load_blueprint(name, version)
