"""Variants of a query by the table of synonyms."""

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError

from search.models import Synonym
from search.words.actions import save_synonym
from search.words.synonyms import MOST_VARIANTS, _remembered, variants

pytestmark = pytest.mark.django_db


def make_synonym(word, equals, **values):
    return save_synonym(Synonym(word=word, equals=equals, **values))


def test_known_word_is_replaced_where_it_stands():
    make_synonym("房产证", "不动产权证书")
    assert variants("办房产证要多久") == ["办不动产权证书要多久"]


def test_each_equal_gives_a_variant():
    make_synonym("五险一金", "社会保险")
    make_synonym("五险一金", "住房公积金")
    assert variants("五险一金") == ["社会保险", "住房公积金"]


def test_longest_word_comes_first():
    make_synonym("医保", "医疗保险")
    make_synonym("养老院收费", "养老机构收费")
    assert variants("医保 养老院收费") == ["医保 养老机构收费", "医疗保险 养老院收费"]


def test_word_inside_of_a_longer_one_does_not_count():
    make_synonym("医保", "医疗保险")
    make_synonym("医保卡", "社会保障卡")
    assert variants("医保卡") == ["社会保障卡"]


def test_text_without_known_words_has_no_variant():
    make_synonym("医保", "医疗保险")
    assert variants("道路交通") == []


def test_word_that_is_switched_off_gives_nothing():
    make_synonym("医保", "医疗保险", is_active=False)
    assert variants("医保") == []


def test_official_word_is_not_turned_back():
    make_synonym("驾照", "机动车驾驶证")
    assert variants("机动车驾驶证") == []


def test_pair_of_both_ways_is_turned_back():
    make_synonym("驾照", "机动车驾驶证", is_two_way=True)
    assert variants("机动车驾驶证") == ["驾照"]


def test_full_name_is_not_put_into_itself():
    make_synonym("身份证", "居民身份证")
    assert variants("居民身份证丢了") == []


@pytest.mark.parametrize("written", ["醫保", "医保", " 医保 "])
def test_words_are_matched_folded(written):
    make_synonym("医保", "医疗保险")
    assert variants(written) == ["医疗保险"]


def test_latin_word_is_matched_whole_only():
    make_synonym("KTV", "娱乐场所")
    assert variants("ktvx") == []


def test_latin_word_is_matched_beside_characters():
    make_synonym("KTV", "娱乐场所")
    assert variants("KTV噪音") == ["娱乐场所噪音"]


def test_there_are_never_more_than_the_most():
    for number in range(MOST_VARIANTS + 2):
        make_synonym("医保", f"医疗保险{number}")
    assert len(variants("医保")) == MOST_VARIANTS


@pytest.mark.parametrize("text", ["", "\0", "\ud800", '"', "医" * 100_000, "-"])
def test_no_text_is_an_error(text):
    make_synonym("医保", "医疗保险")
    assert variants(text) == []


def test_nothing_is_read_while_nothing_has_changed(commit, django_assert_num_queries):
    make_synonym("医保", "医疗保险")
    commit()
    variants("医保")
    with django_assert_num_queries(0):
        variants("医保")


def test_committed_change_is_seen(commit):
    pair = make_synonym("医保", "医疗保险")
    commit()
    variants("医保")
    pair.equals = "医疗保障"
    save_synonym(pair)
    commit()
    assert variants("医保") == ["医疗保障"]


def test_change_of_another_process_is_seen(commit):
    make_synonym("医保", "医疗保险")
    commit()
    variants("医保")
    Synonym.objects.update(equals_key="医疗保障")
    cache.set(_remembered._version_key, "another process's", timeout=None)
    assert variants("医保") == ["医疗保障"]


def test_change_is_seen_before_its_commit():
    variants("医保")
    make_synonym("医保", "医疗保险")
    assert variants("医保") == ["医疗保险"]


def test_deleted_pair_gives_nothing():
    make_synonym("医保", "医疗保险").delete()
    assert variants("医保") == []


def test_pair_stands_once_however_it_is_written():
    make_synonym("医保", "医疗保险")
    with pytest.raises(ValidationError):
        make_synonym("醫保", "醫療保險")


@pytest.mark.parametrize(("word", "equals"), [("医", "医疗"), ("医保", "。"), ("医保", "醫保")])
def test_pair_that_says_nothing_is_refused(word, equals):
    with pytest.raises(ValidationError):
        make_synonym(word, equals)
