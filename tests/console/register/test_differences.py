"""What a version changes, in words."""

import pytest
from django.utils import translation

from console import blueprint_files
from console.blueprint import ColumnSpec, Freshness
from console.register.differences import ASPECTS, REGIONS, in_words
from content.enums import ColumnLayout, UpdateRule
from search.registry import item_type


def told(aspect, before, after, blueprint="city"):
    change = {"kind": "changed", "key": "gk", "name": "gk", "aspect": aspect}
    found = [{"version": 1, "units": 1, "changes": [{**change, "before": before, "after": after}]}]
    [entry] = in_words(found, blueprint=blueprint, version=1)
    [change] = entry["changes"]
    return change["before"], change["after"]


def test_every_field_of_a_column_has_a_word():
    assert set(ColumnSpec.__slots__) - {"key", "children"} <= ASPECTS.keys()


def test_every_region_has_a_word():
    assert set(blueprint_files.REGIONS) == REGIONS.keys()


def test_update_is_told_by_its_rule_and_days():
    before, after = told("update", str(Freshness(UpdateRule.YEARLY)), "days=15")

    assert (before, "15" in after, "=" in after) == (UpdateRule.YEARLY.label, True, False)


def test_layout_is_told_by_its_label():
    assert told("layout", "list", "text") == (ColumnLayout.LIST.label, ColumnLayout.TEXT.label)


def test_types_of_items_are_told_by_their_labels():
    _before, after = told("takes", "article", "article, policy")
    labels = [str(item_type(key).label) for key in ("article", "policy")]

    assert after == ", ".join(labels)


def test_answers_are_no_words_of_the_code():
    assert not {"True", "False"} & set(told("in_menu", "True", "False"))


def test_place_names_the_column_above():
    column = next(iter(blueprint_files.load_blueprint("county", 1).columns))
    _before, after = told("place", "/6", f"{column.key}/2", blueprint="county")

    assert column.name in after


@pytest.mark.parametrize("aspect", ["name", "hint", "unheard_of"])
def test_other_text_stays_as_it_is(aspect):
    assert told(aspect, "Old", "New") == ("Old", "New")


def test_what_was_not_there_stays_empty():
    assert told("", "", "") == ("", "")


def test_version_that_is_gone_is_told_by_keys():
    with translation.override("en"):
        assert "gk" in told("place", "/1", "gk/2", blueprint="gone")[1]
