"""Importing texts as policy documents."""

import datetime
import gzip
import json
from io import StringIO
from random import Random

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import DatabaseError
from django.utils import timezone, translation

from console import item_import
from console.item_import import import_items
from content.models import PolicyPage
from search.models import PublishedItem
from search.reconcile import differences
from tests.factories import make_column, make_home, make_member, make_unit
from units.enums import Role
from units.models import Unit

pytestmark = pytest.mark.django_db

LAW = {
    "id": "a1",
    "title": "节约用水条例",
    "body": ["第一章 总则", "第一条 为了节约用水，制定本条例。"],
    "date": "2024-03-09",
    "organ": "国务院",
    "category": "行政法规",
}


def law(count, **values):
    """A text that is good but for the values given."""
    return {**LAW, "id": f"a{count}", "title": f"Law {count}"} | values


def policies_of(code):
    """A unit's home with a column for policies."""
    home = make_home(make_unit(code))
    return make_column(home, f"zcfg{code}", layout="policies", takes=["policy"])


def units_of_texts():
    return {page.source_id: page.unit.code for page in PolicyPage.objects.all()}


def places(result):
    return [(error.line, error.column) for error in result.errors]


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def column():
    """The column for policies of the one unit there is."""
    return policies_of("jyj")


@pytest.fixture
def write(tmp_path):
    """A function that writes texts, or lines as they are, into a file."""

    def write_file(*texts, name="texts.jsonl", opener=open):
        path = tmp_path / name
        lines = (text if isinstance(text, str) else json.dumps(text) for text in texts)
        with opener(path, "wb") as target:
            target.write("\n".join(lines).encode())
        return path

    return write_file


@pytest.fixture
def bring(write):
    """A function that imports texts from a file."""
    return lambda *texts, **options: import_items(write(*texts), **options)


class TestDrafts:
    """What becomes of a good line."""

    def test_text_becomes_a_draft_of_a_policy_document(self, column, bring):
        result = bring(LAW)

        page = PolicyPage.objects.child_of(column).get()
        assert (result.new, result.errors) == (1, [])
        assert not page.live
        assert (page.title, page.organ, page.theme) == ("节约用水条例", "国务院", "行政法规")
        assert (page.source_id, page.slug) == ("a1", "a1")
        assert not PublishedItem.objects.filter(page_id=page.pk).exists()

    def test_body_is_one_legal_text_with_a_line_for_each_paragraph(self, column, bring):
        bring(LAW)

        (block,) = PolicyPage.objects.get().body
        assert block.block_type == "legal_text"
        assert block.value.splitlines() == LAW["body"]

    def test_day_is_the_day_in_shanghai(self, column, bring):
        bring(LAW)

        page = PolicyPage.objects.get()
        assert timezone.localtime(page.date).date() == datetime.date(2024, 3, 9)
        assert page.signed_on == datetime.date(2024, 3, 9)

    def test_facts_of_the_document_are_taken(self, column, bring):
        bring(
            law(1, validity="repealed", number="No. 5", effective_on="2024-05-01", date=None),
            law(2),
        )

        repealed, other = PolicyPage.objects.order_by("source_id")
        assert (repealed.validity, repealed.number) == ("repealed", "No. 5")
        assert repealed.effective_on == timezone.localtime(repealed.date).date()
        assert other.validity == "in_force"

    def test_absent_values_are_allowed(self, column, bring):
        result = bring({"id": 7, "title": "Law", "body": "Text", "organ": None, "region": "x"})

        assert result.errors == []
        assert PolicyPage.objects.get().source_id == "7"

    @pytest.mark.parametrize("number", ["法规一", "feed", "A/1 2"])
    def test_slug_is_ascii_and_free(self, column, bring, number):
        bring(law(1, id=number), law(2, id=f"{number} "[:-1] + "!"))

        slugs = list(PolicyPage.objects.values_list("slug", flat=True))
        assert len(set(slugs)) == 2
        assert all(slug.isascii() and slug not in ("", "feed") for slug in slugs)


class TestPlaces:
    """Where a text goes."""

    def test_texts_are_spread_over_units(self, bring):
        for code in "abc":
            policies_of(code)
        make_home(make_unit("without"))

        bring(*(law(number) for number in range(5)))

        assert units_of_texts() == {"a0": "a", "a1": "b", "a2": "c", "a3": "a", "a4": "b"}

    def test_import_cut_short_spreads_the_same_way(self, bring):
        for code in "abc":
            policies_of(code)

        bring(law(0), law(1))
        bring(*(law(number) for number in range(4)))

        assert units_of_texts() == {"a0": "a", "a1": "b", "a2": "c", "a3": "a"}

    def test_named_unit_and_column_are_obeyed(self, bring):
        policies_of("a")
        policies_of("b")
        home = policies_of("c").get_parent()
        make_column(home.specific, "gk", takes=["article", "policy"])

        bring(law(0, unit="b"), law(1), law(2, unit="c", column="gk"))

        assert units_of_texts() == {"a0": "b", "a1": "a", "a2": "c"}
        assert PolicyPage.objects.get(source_id="a2").get_parent().specific.key == "gk"

    def test_column_alone_spreads_over_the_units_that_have_it(self, bring):
        for code in "ab":
            make_column(policies_of(code).get_parent().specific, "gk", takes=["policy"])
        policies_of("c")

        bring(*(law(number, column="gk") for number in range(3)))

        assert units_of_texts() == {"a0": "a", "a1": "b", "a2": "a"}

    def test_closed_units_and_the_portal_get_none(self, bring):
        portal = policies_of("a").get_parent().get_parent().get_parent().specific
        make_column(portal, "zcfg", layout="policies", takes=["policy"])
        policies_of("b")
        closed = Unit.objects.get(code="a")
        closed.opened_on = closed.closed_on = datetime.date(2026, 1, 5)
        closed.save()

        bring(law(0), law(1), law(2, unit="portal"))

        assert units_of_texts() == {"a0": "b", "a1": "b", "a2": "portal"}

    @pytest.mark.parametrize(
        ("values", "key"),
        [
            ({"unit": "nobody"}, "unit"),
            ({"unit": "without"}, "unit"),
            ({"unit": "jyj", "column": "news"}, "column"),
            ({"column": "nowhere"}, "column"),
        ],
    )
    def test_place_that_does_not_exist_is_reported(self, column, bring, values, key):
        make_home(make_unit("without"))
        make_column(column.get_parent().specific, "news", takes=["article"])

        result = bring(law(1, **values), law(2))

        assert (places(result), result.new) == ([(1, key)], 1)


class TestAgain:
    """A second import."""

    def test_unchanged_texts_are_left_alone(self, column, bring):
        bring(law(1), law(2, date=None))
        before = list(PolicyPage.objects.values())

        result = bring(law(1), law(2, date=None))

        assert (result.new, result.changed, result.unchanged) == (0, 0, 2)
        assert list(PolicyPage.objects.values()) == before

    @pytest.mark.parametrize(
        "values", [{"title": "New"}, {"body": "New"}, {"date": "2025-01-01"}, {"organ": "New"}]
    )
    def test_changed_text_becomes_a_new_version(self, column, bring, values):
        bring(law(1), law(2))

        result = bring(law(1, **values), law(2))

        assert (result.new, result.changed, result.unchanged) == (0, 1, 1)
        assert PolicyPage.objects.get(source_id="a1").latest_revision
        assert bring(law(1, **values), law(2)).unchanged == 2

    def test_what_the_public_sees_waits_for_publication(self, column, bring):
        bring(law(1), publish=True)

        bring(law(1, title="New"))

        page = PolicyPage.objects.get()
        assert (page.title, page.live, page.draft_title) == ("Law 1", True, "New")

    def test_document_that_is_locked_is_reported(self, column, bring):
        bring(law(1))
        PolicyPage.objects.update(locked=True)

        result = bring(law(1, title="New"), law(2))

        assert (places(result), result.new) == ([(1, "id")], 1)


class TestPublished:
    """What is made public at once."""

    def test_texts_are_public_and_listed(self, column, bring):
        bring(law(1), law(2), publish=True)

        assert PolicyPage.objects.live().count() == 2
        assert PublishedItem.objects.in_column(column.pk).count() == 2
        assert list(differences()) == []

    def test_changed_text_is_public(self, column, bring):
        bring(law(1), publish=True)

        result = bring(law(1, title="New"), publish=True)

        assert result.changed == 1
        assert PublishedItem.objects.get(source_id="a1").title == "New"
        assert list(differences()) == []

    def test_drafts_imported_before_become_public(self, column, bring):
        bring(law(1))

        assert bring(law(1), publish=True).changed == 1
        assert bring(law(1), publish=True).unchanged == 1
        assert PolicyPage.objects.get().live

    def test_install_for_real_content_refuses(self, column, bring, settings):
        settings.BATONG_ALLOW_FIXTURES = False

        with pytest.raises(PermissionDenied):
            bring(law(1), publish=True)
        assert bring(law(1)).new == 1


class TestErrors:
    """What is said of bad lines."""

    def test_bad_line_is_named_and_costs_no_other(self, column, bring):
        result = bring(law(1), law(2, title="", date="x"), "{", law(3))

        assert places(result) == [(2, "title"), (2, "date"), (3, "")]
        assert result.new == 2

    def test_number_that_stands_twice_is_reported(self, column, bring):
        result = bring(law(1), law(1))

        assert (places(result), result.new) == ([(2, "id")], 1)

    def test_texts_before_the_damage_of_a_file_are_imported(self, column, write):
        random = Random(1)
        texts = [law(count, body=random.randbytes(6000).hex()) for count in range(40)]
        path = write(*texts, name="texts.gz", opener=gzip.open)
        path.write_bytes(path.read_bytes()[:-200])

        result = import_items(path)

        assert 0 < result.new < 40
        assert places(result) == [(result.new + 1, "")]

    def test_empty_lines_count_but_do_nothing(self, column, bring):
        assert places(bring("", law(1), "", "{")) == [(4, "")]

    def test_one_text_the_database_refuses_costs_no_other(self, column, bring, monkeypatch):
        insert = item_import.insert_pages

        def refuse(placements):
            insert(placements)
            if any(placement.page.source_id == "a2" for placement in placements):
                raise DatabaseError("no")

        monkeypatch.setattr(item_import, "insert_pages", refuse)

        result = bring(law(1), law(2), law(3))

        assert (places(result), result.new) == ([(2, "")], 2)
        assert set(units_of_texts()) == {"a1", "a3"}

    def test_only_the_it_office_imports(self, column, bring):
        with pytest.raises(PermissionDenied):
            bring(law(1), user=make_member(Role.INSPECTOR))


class TestScale:
    """What an import costs."""

    def test_statements_do_not_grow_with_texts(self, column, bring, django_assert_max_num_queries):
        with django_assert_max_num_queries(60):
            bring(*(law(number) for number in range(item_import.BATCH)), publish=True)

    def test_batches_are_told(self, column, bring, monkeypatch):
        monkeypatch.setattr(item_import, "BATCH", 2)
        told = []

        bring(*(law(number) for number in range(5)), progress=told.append)

        assert told == [2, 4, 5]


class TestCommand:
    """manage.py import_items."""

    def test_counts_are_printed(self, column, write):
        out = StringIO()

        call_command("import_items", write(law(1)), publish=True, stdout=out, stderr=StringIO())

        assert out.getvalue().strip() == "1 new, 0 changed, 0 unchanged, 0 bad"
        assert PolicyPage.objects.live().exists()

    def test_bad_lines_end_in_failure(self, column, write):
        err = StringIO()

        with pytest.raises(CommandError):
            call_command("import_items", write(law(1), "{"), stdout=StringIO(), stderr=err)

        assert "Line 2: This is not JSON in UTF-8" in err.getvalue()
        assert PolicyPage.objects.exists()

    def test_missing_file_ends_in_failure(self, column, tmp_path):
        with pytest.raises(CommandError):
            call_command("import_items", tmp_path / "nothing.jsonl")
