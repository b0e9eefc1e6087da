"""Counting what people look for, and forgetting what few have asked for."""

import datetime
import logging
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from search.models import QueryCount
from search.words import recording
from search.words.recording import KEPT_DAYS, counted_text, note_click, note_query, prune
from tests.factories import make_unit

pytestmark = pytest.mark.django_db

FULL_WIDTH = {ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"}


@pytest.fixture
def unit():
    return make_unit()


def count(unit, text="医保", days_ago=0, searches=1):
    day = timezone.localdate() - datetime.timedelta(days=days_ago)
    return QueryCount.objects.create(unit=unit, day=day, text=text, searches=searches)


def test_search_is_counted(unit):
    note_query("医保", unit_id=unit.pk, total=3)
    note_query("医保", unit_id=unit.pk, total=3)
    assert QueryCount.objects.get().searches == 2


def test_search_without_results_is_told_apart(unit):
    note_query("医保", unit_id=unit.pk, total=3)
    note_query("医保", unit_id=unit.pk, total=0)
    assert QueryCount.objects.get().empty == 1


def test_first_search_without_results_counts_as_one(unit):
    note_query("医保", unit_id=unit.pk, total=0)
    assert QueryCount.objects.get().empty == 1


def test_units_are_counted_apart(unit):
    note_query("医保", unit_id=unit.pk, total=3)
    note_query("医保", unit_id=make_unit().pk, total=3)
    assert QueryCount.objects.get(unit=unit).searches == 1


def test_days_are_counted_apart(unit):
    count(unit, days_ago=1, searches=7)
    note_query("医保", unit_id=unit.pk, total=3)
    assert QueryCount.objects.get(day=timezone.localdate()).searches == 1


def test_search_costs_one_statement(unit, django_assert_num_queries):
    with django_assert_num_queries(3):  # and the savepoint around it
        note_query("医保", unit_id=unit.pk, total=3)


def test_rows_hold_nothing_about_the_person():
    names = {field.name for field in QueryCount._meta.fields}
    assert names == {"id", "day", "unit", "text", "searches", "empty", "clicks", "positions"}


@pytest.mark.parametrize("text", ["醫保", " 医保 ", "医保\0", "医保\ud800"])
def test_text_is_counted_folded(text):
    assert counted_text(text) == "医保"


def test_long_text_is_cut():
    assert len(counted_text("医" * 90)) == 40


@pytest.mark.parametrize(
    "text",
    [
        "13812345678",
        "张三 138 1234 5678",
        "138-1234-5678",
        "1 3 8 1 2 3 4 5 6 7 8",
        "13812345678".translate(FULL_WIDTH),
        "一三八一二三四五六七八",
        "身份证11010519491231002X",
        "0371-66668888",
        "zhang@example.com",
        "张三\uff20example.com",
        "医" * 60 + "13812345678",
        "",
        "？！",
    ],
)
def test_what_looks_personal_or_says_nothing_is_not_stored(unit, text):
    note_query(text, unit_id=unit.pk, total=1)
    assert not QueryCount.objects.exists()


@pytest.mark.parametrize("text", ["国发〔2024〕12号", "2024-2025年度预算", "12345热线"])
def test_other_numbers_are_counted(text):
    assert counted_text(text) != ""


def test_click_is_counted_with_its_position(unit):
    note_query("医保", unit_id=unit.pk, total=3)
    note_click("医保", position=3, unit_id=unit.pk)
    note_click("医保", position=1, unit_id=unit.pk)
    row = QueryCount.objects.get()
    assert (row.clicks, row.positions) == (2, 4)


def test_click_of_another_unit_does_not_count(unit):
    note_query("医保", unit_id=unit.pk, total=3)
    note_click("医保", position=3, unit_id=make_unit().pk)
    assert QueryCount.objects.get().clicks == 0


def test_click_without_a_search_stores_nothing(unit):
    note_click("医保", position=3, unit_id=unit.pk)
    assert not QueryCount.objects.exists()


@pytest.mark.parametrize("position", [0, -1, 1001])
def test_impossible_position_does_not_count(unit, position):
    note_query("医保", unit_id=unit.pk, total=3)
    note_click("医保", position=position, unit_id=unit.pk)
    assert QueryCount.objects.get().clicks == 0


def test_failing_write_is_logged_and_not_raised(unit, monkeypatch, caplog):
    monkeypatch.setattr(recording, "_COUNT_SEARCH", "INSERT INTO nowhere VALUES (%s, %s, %s, %s)")
    with caplog.at_level(logging.ERROR, "search.words.recording"):
        note_query("医保", unit_id=unit.pk, total=3)
    assert len(caplog.records) == 1


def test_failing_write_says_nothing_of_the_text(unit, monkeypatch, caplog):
    monkeypatch.setattr(recording, "_COUNT_SEARCH", "INSERT INTO nowhere VALUES (%s, %s, %s, %s)")
    note_query("医保", unit_id=unit.pk, total=3)
    assert "医保" not in caplog.text


def test_work_goes_on_after_a_failing_write(unit, monkeypatch):
    monkeypatch.setattr(recording, "_COUNT_SEARCH", "INSERT INTO nowhere VALUES (%s, %s, %s, %s)")
    note_query("医保", unit_id=unit.pk, total=3)
    assert not QueryCount.objects.exists()


def test_rare_text_is_deleted_after_thirty_days(unit):
    count(unit, days_ago=30, searches=2)
    assert prune() == 1


def test_rare_text_has_thirty_days_to_be_asked_for_again(unit):
    count(unit, days_ago=29, searches=1)
    assert prune() == 0


def test_text_asked_for_often_stays(unit):
    count(unit, days_ago=40, searches=3)
    assert prune() == 0


def test_all_units_count_for_what_is_rare(unit):
    count(unit, days_ago=40)
    count(make_unit(), days_ago=40, searches=2)
    assert prune() == 0


def test_days_around_count_for_what_is_rare(unit):
    count(unit, days_ago=40)
    count(unit, days_ago=50, searches=2)
    assert prune() == 0


def test_searches_long_before_do_not_count_for_what_is_rare(unit):
    count(unit, days_ago=75, searches=9)
    count(unit, days_ago=40)
    prune()
    assert QueryCount.objects.get().searches == 9


def test_other_texts_do_not_count_for_what_is_rare(unit):
    count(unit, days_ago=40)
    count(unit, text="低保", days_ago=40, searches=9)
    prune()
    assert QueryCount.objects.get().text == "低保"


def test_rows_are_deleted_when_no_report_reaches_them(unit):
    count(unit, days_ago=KEPT_DAYS, searches=1000)
    assert prune() == 1


def test_command_prunes(unit):
    count(unit, days_ago=30)
    call_command("prune_search_words", stdout=StringIO())
    assert not QueryCount.objects.exists()
