"""The text of a document, read once."""

import pytest

from files import texts
from files.models import FileText
from files.tasks import keep_text as keep_text_task
from files.text import PageText, Part, Reason, UnreadableFile
from files.texts import forget_text, keep_text, text_of
from tests.factories import make_document

pytestmark = pytest.mark.django_db

TEXT = "第一行\nsecond".encode()


@pytest.fixture
def reads(monkeypatch):
    """The names of the files that are read."""
    names = []

    def note(file, name, **options):
        names.append(name)
        return read(file, name, **options)

    read = texts.extract_text
    monkeypatch.setattr(texts, "extract_text", note)
    return names


def test_the_text_is_that_of_the_file():
    assert text_of(make_document(TEXT, "notes.txt")) == [PageText(1, "第一行\nsecond")]


def test_the_text_is_read_once(reads):
    document = make_document(TEXT, "notes.txt")
    assert text_of(document) == text_of(document)
    assert len(reads) == 1


def test_the_same_bytes_are_read_once(reads):
    one, two = (make_document(TEXT, f"{name}.txt") for name in ("one", "two"))
    text_of(one), text_of(two)
    assert len(reads) == 1


def test_the_same_bytes_under_another_ending_are_read_as_what_that_says(reads):
    text_of(make_document(TEXT, "notes.txt"))
    with pytest.raises(UnreadableFile) as refused:
        text_of(make_document(TEXT, "notes.bin"))
    assert refused.value.reason == Reason.UNSUPPORTED


def test_kept_text_costs_one_query(django_assert_num_queries):
    document = make_document(TEXT, "notes.txt")
    text_of(document)
    with django_assert_num_queries(1):
        text_of(document)


def test_why_a_file_cannot_be_read_is_kept(reads):
    document = make_document(b"Rar!", "papers.rar")
    for _time in range(2):
        with pytest.raises(UnreadableFile) as refused:
            text_of(document)
    assert (refused.value.reason, refused.value.name) == (
        Reason.UNSUPPORTED,
        document.filename,
    )
    assert len(reads) == 1


@pytest.mark.parametrize(
    "pages",
    [
        [PageText(1, "text")],
        [PageText(2, "", Part.PAGE, "", Reason.PICTURE), PageText(0, "x", Part.EMBEDDED, "a.pdf")],
        [PageText(3, "cell", Part.HIDDEN_SHEET, "三月")],
        [],
    ],
)
def test_pieces_are_kept_as_they_are_read(monkeypatch, pages):
    monkeypatch.setattr(texts, "extract_text", lambda file, name: pages)
    document = make_document(TEXT, "notes.txt")
    text_of(document)
    assert text_of(document) == pages


def test_a_null_character_is_left_out(monkeypatch):
    pages = [PageText(1, "a\0b", Part.SHEET, "c\0d")]
    monkeypatch.setattr(texts, "extract_text", lambda file, name: pages)
    document = make_document(TEXT, "notes.txt")
    text_of(document)
    assert text_of(document) == [PageText(1, "ab", Part.SHEET, "cd")]


def test_what_an_older_reader_read_is_read_again(reads, monkeypatch):
    document = make_document(TEXT, "notes.txt")
    text_of(document)
    monkeypatch.setattr(texts, "READER", texts.READER + 1)
    text_of(document)
    assert (len(reads), FileText.objects.count()) == (2, 1)


def test_the_text_is_read_after_the_upload(reads, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        make_document(TEXT, "notes.txt")
    assert FileText.objects.get().pages


def test_saving_a_document_again_reads_nothing(reads, django_capture_on_commit_callbacks):
    document = make_document(TEXT, "notes.txt")
    with django_capture_on_commit_callbacks(execute=True):
        document.title = "Other"
        document.save()
    assert reads == []


def test_the_task_of_a_document_that_is_gone_does_nothing():
    keep_text_task.enqueue(0)
    assert not FileText.objects.exists()


def test_keeping_the_text_of_known_bytes_reads_nothing(reads):
    document = make_document(TEXT, "notes.txt")
    keep_text(document)
    keep_text(document)
    assert len(reads) == 1


def test_an_unreadable_upload_is_no_error(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        make_document(b"Rar!", "papers.rar")
    assert FileText.objects.get().problem == Reason.UNSUPPORTED


def test_the_text_goes_with_the_last_document_that_has_the_bytes():
    one, two = (make_document(TEXT, f"{name}.txt") for name in ("one", "two"))
    text_of(one)
    one.delete()
    kept = FileText.objects.count()
    two.delete()
    assert (kept, FileText.objects.count()) == (1, 0)


def test_the_text_of_other_bytes_stays():
    text_of(make_document(TEXT, "notes.txt"))
    forget_text("0" * 64)
    assert FileText.objects.exists()
