"""What is guarded follows from the models."""

import pytest
from django.db import models
from django.test.utils import isolate_apps
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import Comment, Page, get_page_models

from content.models import ColumnPage
from files.models import Image
from workflows.gate.triggers import checks, guarded
from workflows.gate.triggers.guarded import ChildTable


def make_leaflet():
    """Return a type with what page types may have, known to nobody outside this module."""

    class Theme(models.Model):  # noqa: DJ008 - never shown
        class Meta:
            app_label = "tests"

    class Leaflet(ClusterableModel):
        themes = ParentalManyToManyField(Theme, related_name="+")

        class Meta:
            app_label = "tests"

    class Chapter(ClusterableModel):
        leaflet = ParentalKey(Leaflet, related_name="chapters", on_delete=models.CASCADE)

        class Meta:
            app_label = "tests"

    class Footnote(models.Model):  # noqa: DJ008 - never shown
        chapter = ParentalKey(Chapter, related_name="footnotes", on_delete=models.CASCADE)

        class Meta:
            app_label = "tests"

    return Leaflet


@pytest.fixture
def leaflet(monkeypatch):
    """The tables found when the made-up type is the only one."""
    with isolate_apps("tests"):
        model = make_leaflet()
        monkeypatch.setattr(guarded, "page_types", lambda: [model])
        yield


def test_every_page_type_s_own_table_is_guarded():
    tables = {child.table for child in guarded.child_tables()}

    assert {m._meta.db_table for m in get_page_models() if m is not Page} <= tables


def test_comments_of_editors_are_not_guarded():
    assert Comment._meta.db_table not in {child.table for child in guarded.child_tables()}


def test_child_relations_are_found_at_any_depth(leaflet):
    chapters = ChildTable("tests_chapter", "leaflet_id")
    notes = ChildTable("tests_footnote", "chapter_id", chapters, "id")

    assert {chapters, notes} <= set(guarded.child_tables())
    assert notes.arguments == ("chapter_id", "id", "tests_chapter", "leaflet_id")


def test_lists_of_keys_are_found(leaflet):
    assert ChildTable("tests_leaflet_themes", "leaflet_id") in guarded.child_tables()


def test_loose_tags_are_an_error(monkeypatch):
    monkeypatch.setattr(guarded, "page_types", lambda: [Image])

    assert [message.id for message in checks.check_lists()] == ["workflows.E101"]


def test_no_page_type_has_lists_that_cannot_be_guarded():
    assert checks.check_lists() == []


def test_free_columns_exist():
    assert set(guarded.FREE_COLUMNS) <= {f.column for f in Page._meta.local_concrete_fields}


def test_columns_that_nobody_named_are_guarded():
    assert {"title", "slug", "live", "expire_at"} <= set(guarded.guarded_page_columns())


def test_structure_types_are_those_of_the_blueprint():
    label = (ColumnPage._meta.app_label, ColumnPage._meta.model_name)

    assert label in guarded.structure_types()
    assert ("content", "articlepage") not in guarded.structure_types()
