"""The table of synonyms that comes with the product, and files of synonyms."""

from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from wagtail.models import ModelLogEntry

from search.models import Synonym
from search.words.actions import SHIPPED, import_synonyms, load_shipped, save_synonym
from search.words.reading import MOST_SYNONYMS, read_synonyms
from search.words.synonyms import variants
from tests.factories import make_member
from units.enums import Role
from units.tables import ImportRefused

pytestmark = pytest.mark.django_db

HEAD = "word,equals,is_two_way,is_active\n"


@pytest.fixture
def office():
    return make_member(Role.IT_OFFICE)


def test_shipped_table_is_large_enough():
    assert len(read_synonyms(SHIPPED.read_bytes()).synonyms) >= 150


def test_shipped_words_are_known_after_loading():
    load_shipped()
    assert "消费者权益保护法" in variants("消法")


def test_command_loads_the_table():
    call_command("load_synonyms", stdout=StringIO())
    assert Synonym.objects.count() == len(read_synonyms(SHIPPED.read_bytes()).synonyms)


def test_second_loading_adds_nothing():
    load_shipped()
    assert load_shipped() == 0


def test_loading_leaves_a_pair_switched_off():
    load_shipped()
    Synonym.objects.filter(word="消法").update(is_active=False)
    load_shipped()
    assert not Synonym.objects.get(word="消法").is_active


def test_pair_that_was_turned_into_another_is_not_added_again():
    load_shipped()
    pair = Synonym.objects.get(word="消法")
    pair.equals = "消费者"
    save_synonym(pair)
    load_shipped()
    assert [found.equals for found in Synonym.objects.filter(word="消法")] == ["消费者"]


def test_pair_of_the_office_s_own_is_left_alone():
    save_synonym(Synonym(word="消法", equals="消费者权益保护法", is_active=False))
    load_shipped()
    assert not Synonym.objects.get(word="消法").is_active


def test_file_adds_pairs(office):
    import_synonyms(f"{HEAD}医保,医疗保险,yes,yes\n".encode(), user=office)
    assert Synonym.objects.get().is_two_way


def test_file_changes_pairs_that_are_there(office):
    save_synonym(Synonym(word="医保", equals="医疗保险"))
    import_synonyms(f"{HEAD}医保,医疗保险,no,no\n".encode(), user=office)
    assert not Synonym.objects.get().is_active


def test_column_that_is_not_in_the_file_changes_nothing(office):
    save_synonym(Synonym(word="医保", equals="医疗保险", is_active=False))
    import_synonyms("word,equals\n医保,医疗保险\n".encode(), user=office)
    assert not Synonym.objects.get().is_active


def test_pair_that_no_line_names_stays(office):
    save_synonym(Synonym(word="低保", equals="最低生活保障"))
    import_synonyms(f"{HEAD}医保,医疗保险,no,yes\n".encode(), user=office)
    assert Synonym.objects.count() == 2


def test_result_counts_what_was_done(office):
    save_synonym(Synonym(word="医保", equals="医疗保险"))
    done = import_synonyms("word,equals\n医保,医疗保险\n低保,最低生活保障\n".encode(), user=office)
    assert (len(done.new), len(done.changed), done.unchanged) == (1, 0, 1)


def test_imported_pair_has_a_history(office):
    import_synonyms("word,equals\n医保,医疗保险\n".encode(), user=office)
    assert ModelLogEntry.objects.get(action="wagtail.create").user == office


def test_imported_pair_counts_at_once(office):
    import_synonyms("word,equals\n医保,医疗保险\n".encode(), user=office)
    assert variants("医保") == ["医疗保险"]


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        ("医保,医疗保险,maybe,yes", 3),
        ("医保,,no,yes", 3),
        ("医保,医疗保险", 3),
        ("低保,最低生活保障,no,yes", 3),
        ("医保,医保,no,yes", 3),
        (f"医保,{'长' * 41},no,yes", 3),
    ],
)
def test_bad_line_is_named_by_its_number(lines, line):
    with pytest.raises(ImportRefused) as refused:
        read_synonyms(f"{HEAD}低保,最低生活保障,no,yes\n{lines}\n".encode())
    assert [error.line for error in refused.value.errors] == [line]


def test_bad_line_keeps_the_whole_file_out(office):
    with pytest.raises(ImportRefused):
        import_synonyms(f"{HEAD}低保,最低生活保障,no,yes\n医保,,no,yes\n".encode(), user=office)
    assert not Synonym.objects.exists()


def test_file_of_too_many_pairs_is_refused():
    lines = "".join(f"词语{n},官方{n}\n" for n in range(MOST_SYNONYMS + 1))
    with pytest.raises(ImportRefused):
        read_synonyms(f"word,equals\n{lines}".encode())


def test_others_import_nothing():
    with pytest.raises(PermissionDenied):
        import_synonyms(b"word,equals\n", user=make_member(Role.LEADING_GROUP))
