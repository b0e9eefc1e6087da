"""The content check of a whole page, with the words of the product and of the bureau."""

import pytest
from django.core.files.base import ContentFile

from tests.factories import make_column, make_document, make_home, make_item, make_member
from units.enums import Role
from workflows.check import as_json, bureau_words, check_page, severity_of, shown
from workflows.desk.words.actions import save_word
from workflows.models import ListedWord
from workflows.screening.enums import ProhibitedClass, Rule, Severity

ID_CARD = "110101199003072316"


@pytest.fixture
def column(db):
    return make_column(make_home())


@pytest.fixture
def keeper(db):
    return make_member(Role.SECRECY)


def make_page(column, text="Plain words.", **values):
    return make_item(column, is_live=False, summary=text, **values)


def offering(document):
    return [{"type": "attachment", "value": {"document": document.pk}}]


def list_word(keeper, word, severity=Severity.HIGH, **values):
    row = ListedWord(
        word=word, prohibited_class=ProhibitedClass.INTERNAL, severity=severity, **values
    )
    return save_word(row, user=keeper)


def test_plain_words_give_nothing(column):
    assert check_page(make_page(column)) == []


def test_a_word_of_the_bureau_is_found(column, keeper):
    list_word(keeper, "peacock plan")
    (found,) = check_page(make_page(column, "About the peacock plan."))
    assert (found.rule, found.prohibited_class) == (Rule.WORD, ProhibitedClass.INTERNAL)


def test_a_finding_leads_to_its_field(column, keeper):
    list_word(keeper, "peacock plan")
    (found,) = check_page(make_page(column, "About the peacock plan."))
    assert found.place.path == "summary"


def test_a_word_that_is_switched_off_is_not_found(column, keeper):
    word = list_word(keeper, "peacock plan")
    page = make_page(column, "About the peacock plan.")
    check_page(page)
    word.is_active = False
    save_word(word, user=keeper)
    assert check_page(page) == []


def test_a_harmless_phrase_shields_the_word_inside_it(column, keeper):
    list_word(keeper, "peacock")
    list_word(keeper, "peacock park", severity="")
    assert check_page(make_page(column, "Near peacock park.")) == []


def test_the_bureau_s_word_wins_over_the_product_s(column, keeper):
    page = make_page(column, "Marked top secret.")
    assert severity_of(check_page(page)) == Severity.HIGH
    list_word(keeper, "top secret", severity=Severity.LOW)
    assert severity_of(check_page(page)) == Severity.LOW


def test_the_list_is_made_once_until_it_changes(db, keeper):
    list_word(keeper, "peacock plan")
    assert bureau_words() is bureau_words()


def test_one_query_asks_for_the_list_that_is_kept(db, keeper, django_assert_num_queries):
    list_word(keeper, "peacock plan")
    bureau_words()
    with django_assert_num_queries(1):
        bureau_words()


def test_the_text_of_an_attachment_is_read_and_leads_to_where_it_is_offered(column, keeper):
    list_word(keeper, "peacock plan")
    document = make_document(b"The peacock plan begins.", name="plan.txt", title="Annex")
    page = make_page(column, attachments=offering(document))
    (found,) = check_page(page)
    assert found.place.path.startswith("attachments.")


def test_what_is_kept_of_a_personal_number_is_masked(column):
    (kept,) = as_json(check_page(make_page(column, f"ID {ID_CARD}")))
    assert ID_CARD not in str(kept)
    assert kept["excerpt"] == "11**************16"


def test_what_is_kept_names_rule_class_severity_and_place(column):
    (kept,) = as_json(check_page(make_page(column, f"ID {ID_CARD}")))
    assert (kept["rule"], kept["class"], kept["severity"], kept["path"]) == (
        Rule.ID_CARD,
        ProhibitedClass.NOT_FOR_RELEASE,
        Severity.HIGH,
        "summary",
    )


def test_a_file_that_cannot_be_read_is_shown_with_its_reason(column):
    document = make_document(b"PK", name="archive.zip", title="Packed")
    page = make_page(column, attachments=offering(document))
    (finding,) = check_page(page)
    assert shown(as_json([finding]))[0].message == finding.message


def test_the_gravest_is_shown_first(column, keeper):
    list_word(keeper, "aardvark", severity=Severity.LOW)
    page = make_page(column, f"An aardvark, ID {ID_CARD}")
    severities = [found.severity for found in shown(as_json(check_page(page)))]
    assert severities == [Severity.HIGH, Severity.LOW]


def test_without_findings_there_is_no_severity():
    assert severity_of([]) == ""


def test_an_empty_file_gives_nothing(column):
    document = make_document(ContentFile(b"  ").read(), name="empty.txt")
    page = make_page(column, attachments=offering(document))
    assert check_page(page) == []
