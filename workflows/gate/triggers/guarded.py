"""What the database guards, found from the models: tables of pages, and tables only added to.

New page types, child relations and columns are guarded without being named anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations
from wagtail.models import Comment, Page, get_page_models

from workflows.models import Certificate, Decision, LedgerEntry, Revocation

PAGE_TABLE = str(Page._meta.db_table)

# What Wagtail writes to live pages without changing anything in public: the place in the tree, who
# owns and locks the page, its drafts, and when it was published.
FREE_COLUMNS = (
    "path",
    "depth",
    "numchild",
    "url_path",
    "draft_title",
    "has_unpublished_changes",
    "owner_id",
    "locked",
    "locked_at",
    "locked_by_id",
    "latest_revision_id",
    "latest_revision_created_at",
    "first_published_at",
    "last_published_at",
)

# Rows of these are added, and never changed or deleted (I9); apps above add their own.
_insert_only: set[type[models.Model]] = {Certificate, Decision, LedgerEntry, Revocation}

# Child relations of pages that the public never sees.
UNSEEN_RELATIONS: tuple[type[models.Model], ...] = (Comment,)


@dataclass(frozen=True, order=True, slots=True)
class ChildTable:
    """A table whose rows belong to pages.

    ``column`` holds the key of the page, or of a row of ``above``, which belongs to a page itself.
    """

    table: str
    column: str
    above: ChildTable | None = None
    above_key: str = ""

    @property
    def arguments(self) -> tuple[str, ...]:
        """Return column, then key, table and column of each table above, up to the page."""
        if self.above is None:
            return (self.column,)
        column, *rest = self.above.arguments
        return (self.column, self.above_key, self.above.table, column, *rest)


def keep_rows_of(*kept: type[models.Model]) -> None:
    """Let the database refuse to change or delete rows of models; call it in ``ready``."""
    _insert_only.update(kept)


def insert_only_tables() -> list[str]:
    """Return the names of the tables whose rows are only ever added."""
    return sorted(model._meta.db_table for model in _insert_only)


def guarded_page_columns() -> list[str]:
    """Return the columns of the page table that no one changes on a live page without leave."""
    columns = [field.column for field in Page._meta.local_concrete_fields]
    return [column for column in columns if column not in FREE_COLUMNS]


def structure_types() -> list[tuple[str, str]]:
    """Return app label and name of the page types that structure certificates cover."""
    return _types(model for model in page_types() if getattr(model, "is_structure_page", False))


def home_types() -> list[tuple[str, str]]:
    """Return app label and name of the page types whose slug is the code of their unit."""
    return _types(model for model in page_types() if getattr(model, "is_unit_home", False))


def page_types() -> list[type[Page]]:
    """Return every page type but Wagtail's own."""
    return [model for model in get_page_models() if model is not Page]


def child_tables() -> list[ChildTable]:
    """Return every table beside the page table that holds a part of a page."""
    found: set[ChildTable] = set()
    for model in page_types():
        found.update(_own_tables(model))
        found.update(_relations(model, None, ""))
    return sorted(found, key=lambda child: (child.table, child.arguments))


def shared_lists() -> list[Any]:
    """Return the fields of page types that no trigger can guard: their rows name no page."""
    return [field for model in page_types() for field in sorted(_lists(model)) if _is_shared(field)]


def _own_tables(model: type[Page]) -> Iterator[ChildTable]:
    """Yield the table of a page type, whose key is the page's."""
    if not model._meta.proxy:
        yield ChildTable(model._meta.db_table, model._meta.pk.column)


def _relations(
    model: type[models.Model], above: ChildTable | None, above_key: str
) -> Iterator[ChildTable]:
    for relation in get_all_child_relations(model):
        related = relation.related_model
        if related in UNSEEN_RELATIONS:
            continue
        child = ChildTable(related._meta.db_table, relation.field.column, above, above_key)
        yield child
        yield from _relations(related, child, related._meta.pk.column)
    for field in _lists(model):
        if not _is_shared(field):
            table = field.remote_field.through._meta.db_table
            yield ChildTable(table, field.m2m_column_name(), above, above_key)


def _lists(model: type[models.Model]) -> set[Any]:
    return {*model._meta.local_many_to_many, *get_all_child_m2m_relations(model)}


def _is_shared(field: Any) -> bool:
    """Say whether a list of keys lies in a table that names its owners' types, as loose tags do."""
    column = field.m2m_column_name()
    through = field.remote_field.through
    return not any(
        own.is_relation and own.column == column for own in through._meta.local_concrete_fields
    )


def _types(found: Iterator[type[Page]]) -> list[tuple[str, str]]:
    return sorted((model._meta.app_label, str(model._meta.model_name)) for model in found)
