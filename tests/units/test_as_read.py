"""How lists and screens write days and amounts."""

import datetime
from decimal import Decimal

import pytest
from django.utils import translation
from django.utils.formats import number_format

from units.workbench.tables import as_read

NOW = datetime.datetime(2026, 6, 30, 12, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (datetime.date(2026, 6, 30), "2026-06-30"),
        (Decimal("680000.00"), "680,000.00"),
        (Decimal("-500.5"), "-500.50"),
        (NOW, NOW),
        (1234, 1234),
        ("1/2", "1/2"),
        (None, None),
    ],
)
def test_days_and_amounts_are_written_alike_in_all_lists(value, read):
    assert as_read(value) == read


def test_amounts_are_grouped_by_three_in_chinese():
    with translation.override("zh-hans"):
        assert number_format(Decimal("1000000.00"), force_grouping=True) == "1,000,000.00"
