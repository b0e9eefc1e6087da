"""The screens of the word list, for the secrecy bureau alone."""

from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import Workbook

from tests.factories import make_member, make_superuser
from tests.visits import sign_in
from units.enums import CENTRE_ROLES, Role
from units.tables import ImportRefused
from workflows.desk.words.actions import import_words, save_word
from workflows.desk.words.reading import read_words
from workflows.enums import LedgerAction
from workflows.models import LedgerEntry, ListedWord
from workflows.screening.enums import ProhibitedClass, Severity

INDEX = "approval_words:index"
SCREENS = (INDEX, "approval_words:index_results", "approval_words:add", "approval_words:import")
HEAD = "word,prohibited_class,severity\n"


@pytest.fixture
def keeper(db):
    return make_member(Role.SECRECY)


@pytest.fixture
def client(keeper):
    return sign_in(keeper)


def new_word(word="peacock", **values):
    common = {"prohibited_class": ProhibitedClass.INTERNAL, "severity": Severity.HIGH}
    return ListedWord(word=word, **common | values)


def row(word, **values):
    common = {"prohibited_class": "internal", "severity": "high", "note": "", "is_active": True}
    return {"word": word, **common, **values}


def upload(text, name="words.csv"):
    data = text if isinstance(text, bytes) else text.encode()
    return {"file": SimpleUploadedFile(name, data)}


def workbook(*rows):
    book, buffer = Workbook(), BytesIO()
    for cells in rows:
        book.active.append(cells)
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("screen", SCREENS)
def test_the_bureau_sees_every_screen(client, screen):
    assert client.get(reverse(screen)).status_code == 200


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("role", [role for role in CENTRE_ROLES if role != Role.SECRECY])
def test_other_offices_see_none(db, role, screen):
    assert sign_in(make_member(role)).get(reverse(screen)).status_code == 403


@pytest.mark.parametrize("screen", SCREENS)
def test_the_emergency_account_sees_none(db, screen):
    assert sign_in(make_superuser()).get(reverse(screen)).status_code == 403


def test_nobody_else_changes_a_word(db, keeper):
    word = save_word(new_word(), user=keeper)
    answer = sign_in(make_superuser()).post(
        reverse("approval_words:edit", args=[word.pk]), row("owl")
    )
    assert answer.status_code == 403
    assert ListedWord.objects.get().word == "peacock"


def test_the_action_itself_refuses_others(db):
    with pytest.raises(PermissionDenied):
        save_word(new_word(), user=make_superuser())


@pytest.mark.parametrize("name", ["edit", "history", "history_results"])
def test_the_bureau_sees_the_screens_of_a_word(client, keeper, name):
    word = save_word(new_word(), user=keeper)
    assert client.get(reverse(f"approval_words:{name}", args=[word.pk])).status_code == 200


def test_a_word_is_added_by_the_form(client, keeper):
    values = {"word": "peacock", "prohibited_class": "internal", "severity": "high", "note": ""}
    client.post(reverse("approval_words:add"), {**values, "is_active": "on"})
    assert ListedWord.objects.get().added_by == keeper


def test_a_change_is_written_to_the_ledger(client, keeper):
    word = save_word(new_word(), user=keeper)
    values = {"word": "peacock", "prohibited_class": "internal", "severity": "low", "note": ""}
    client.post(reverse("approval_words:edit", args=[word.pk]), values)
    entry = LedgerEntry.objects.filter(action=LedgerAction.WORDS_CHANGED).last()
    (change,) = entry.details["changes"]
    assert (change["before"]["severity"], change["after"]["severity"]) == ("high", "low")


def test_every_change_names_a_later_state_of_the_list(keeper):
    first = save_word(new_word(), user=keeper)
    second = save_word(new_word("owl"), user=keeper)
    assert second.changed_in > first.changed_in


@pytest.mark.parametrize("word", ["a", " ", "\u200b"])
def test_a_word_that_cannot_be_found_is_refused(keeper, word):
    with pytest.raises(ValidationError):
        save_word(new_word(word), user=keeper)


def test_a_word_stands_once(keeper):
    save_word(new_word(), user=keeper)
    with pytest.raises(ValidationError):
        save_word(new_word(), user=keeper)


def test_the_list_is_searched(client, keeper):
    save_word(new_word(), user=keeper)
    save_word(new_word("owl"), user=keeper)
    answer = client.get(reverse(INDEX), {"q": "owl"})
    assert [found.word for found in answer.context["object_list"]] == ["owl"]


def test_the_list_is_filtered_by_class(client, keeper):
    save_word(new_word(), user=keeper)
    save_word(new_word("owl", prohibited_class=ProhibitedClass.BARRED), user=keeper)
    answer = client.get(reverse(INDEX), {"prohibited_class": "barred"})
    assert [found.word for found in answer.context["object_list"]] == ["owl"]


def test_a_long_list_costs_no_more_queries(client, keeper, django_assert_num_queries):
    import_words([row(f"word {n}") for n in range(3)], user=keeper)
    client.get(reverse(INDEX))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse(INDEX))
    import_words([row(f"other {n}") for n in range(40)], user=keeper)
    with django_assert_num_queries(len(few)):
        client.get(reverse(INDEX))


def test_an_export_can_be_imported_again(client, keeper):
    save_word(new_word(), user=keeper)
    answer = client.get(reverse(INDEX), {"export": "csv"})
    exported = b"".join(answer.streaming_content)
    result = import_words(read_words(exported), user=keeper)
    assert result.unchanged == ["peacock"]


def test_a_workbook_exported_can_be_imported_again(client, keeper):
    save_word(new_word(is_active=False), user=keeper)
    answer = client.get(reverse(INDEX), {"export": "xlsx"})
    exported = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert import_words(read_words(exported), user=keeper).unchanged == ["peacock"]


def test_columns_and_choices_may_be_named_as_the_screens_do(db):
    field = ListedWord._meta.get_field
    head = ",".join(
        str(field(name).verbose_name) for name in ("word", "prohibited_class", "severity")
    )
    line = f"peacock,{ProhibitedClass.BARRED.label},{Severity.LOW.label}"
    (found,) = read_words(f"{head}\n{line}\n".encode())
    assert (found["prohibited_class"], found["severity"]) == ("barred", "low")


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("peacock,nonsense,high", "prohibited_class"),
        ("peacock,internal,enormous", "severity"),
        (",internal,high", "word"),
        ("a,internal,high", "word"),
    ],
)
def test_a_bad_line_is_named_with_its_column(db, line, column):
    with pytest.raises(ImportRefused) as refused:
        read_words(f"{HEAD}owl,internal,high\n{line}\n".encode())
    assert [(error.line, error.column) for error in refused.value.errors] == [(3, column)]


def test_a_word_that_stands_twice_is_named(db):
    with pytest.raises(ImportRefused) as refused:
        read_words(f"{HEAD}owl,internal,high\nowl,internal,low\n".encode())
    assert refused.value.errors[0].line == 3


def test_lines_of_a_workbook_are_counted_as_it_shows_them(db):
    data = workbook(
        ["word", "prohibited_class", "severity"],
        ["two\nlines", "internal", "high"],
        [None, None, None],
        ["owl", "nonsense", "high"],
    )
    with pytest.raises(ImportRefused) as refused:
        read_words(data)
    assert refused.value.errors[0].line == 4


def test_what_only_looks_like_a_workbook_is_refused(db):
    with pytest.raises(ImportRefused):
        read_words(b"PK\x03\x04 and nothing more")


def test_a_file_is_shown_before_anything_is_written(client):
    answer = client.post(reverse("approval_words:import"), upload(f"{HEAD}owl,internal,high\n"))
    assert answer.context["preview"].new == ["owl"]
    assert not ListedWord.objects.exists()


def test_what_was_shown_is_taken_over(client, keeper):
    address = reverse("approval_words:import")
    shown = client.post(address, upload(f"{HEAD}owl,internal,high\n"))
    client.post(address, {"rows": shown.context["confirm"]["rows"].value()})
    assert ListedWord.objects.get().word == "owl"


def test_an_import_is_one_row_of_the_ledger(keeper):
    import_words([row("owl"), row("peacock")], user=keeper)
    entry = LedgerEntry.objects.get(action=LedgerAction.WORDS_CHANGED)
    assert [change["after"]["word"] for change in entry.details["changes"]] == ["owl", "peacock"]


def test_a_preview_is_for_who_saw_it(client, keeper):
    address = reverse("approval_words:import")
    shown = client.post(address, upload(f"{HEAD}owl,internal,high\n"))
    other = sign_in(make_member(Role.SECRECY))
    other.post(address, {"rows": shown.context["confirm"]["rows"].value()})
    assert not ListedWord.objects.exists()


def test_a_preview_that_was_changed_is_refused(client):
    client.post(reverse("approval_words:import"), {"rows": "tampered"})
    assert not ListedWord.objects.exists()


def test_errors_are_shown_by_line(client):
    answer = client.post(reverse("approval_words:import"), upload(f"{HEAD}owl,nonsense,high\n"))
    assert len(answer.context["faults"]) == 1


def test_an_import_changes_what_is_on_the_list(keeper):
    save_word(new_word("owl"), user=keeper)
    result = import_words([row("owl", is_active=False)], user=keeper)
    assert result.changed == ["owl"]
    assert not ListedWord.objects.get().is_active


def test_who_added_a_word_stays(keeper):
    save_word(new_word("owl"), user=keeper)
    import_words([row("owl", note="changed")], user=make_member(Role.SECRECY))
    assert ListedWord.objects.get().added_by == keeper
