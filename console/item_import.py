"""Bringing texts in from elsewhere: each becomes a policy document, known by its source's number.

The source is the authority: a text that says something else than the document's newest version
becomes a new version of it. Nothing that the public sees changes by an import, except on installs
for made-up content, where it may publish.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple
from uuid import NAMESPACE_URL, uuid5

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from modelcluster.models import get_field_value
from wagtail.models import Page

from console.columns import publish as mark_published
from console.item_lines import BadLine, ItemRecord, parse_line, read_lines
from console.item_places import PolicyPlaces
from console.permissions import require_provisioner
from content.models import ColumnPage, PolicyPage
from search.actions import publish_in_bulk
from units.bulk_pages import Placement, insert_pages
from units.bulk_references import insert_references
from units.models import User
from units.tables import LineError
from workflows.gate.certificates import fixtures
from workflows.gate.made_up import require_fixtures_allowed

BATCH = 200
LONGEST_SLUG = 100
# Below a column these are addresses of the column itself.
TAKEN_SLUGS = {"page", "year", "feed"}

# Told after each batch: how many lines are done.
Progress = Callable[[int], None]


@dataclass(slots=True)
class ItemResult:
    """What an import did: numbers of texts, and the errors of the lines that gave none."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    errors: list[LineError] = field(default_factory=list)


class _Turn(NamedTuple):
    """A record and its position among those that are spread."""

    record: ItemRecord
    position: int


def import_items(
    path: Path,
    *,
    publish: bool = False,
    user: User | None = None,
    progress: Progress | None = None,
) -> ItemResult:
    """Import a file of JSON lines as drafts of policy documents, or, with ``publish``, live.

    A text imported before is found by its number and stays where it stands. Each batch is one
    transaction; a line that is bad is reported and the others are imported all the same. Raises
    ``PermissionDenied`` for anyone but the IT office and where ``publish`` is not allowed, and
    ``OSError`` when the file cannot be read.
    """
    require_provisioner(user)
    if publish:
        require_fixtures_allowed()
    result = ItemResult()
    run = _Run(PolicyPlaces(), user, publish)
    for batch in _batches(path, run.places, result):
        run.import_batch(batch, result)
        if progress:
            progress(result.new + result.changed + result.unchanged)
    return result


def _batches(path: Path, places: PolicyPlaces, result: ItemResult) -> Iterator[list[_Turn]]:
    batch: list[_Turn] = []
    for record in _records(path, result):
        batch.append(_Turn(record, places.take_turn(record)))
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _records(path: Path, result: ItemResult) -> Iterator[ItemRecord]:
    first_lines: dict[str, int] = {}
    try:
        for number, line in read_lines(path):
            try:
                record = parse_line(number, line)
            except BadLine as bad:
                result.errors += bad.errors
                continue
            first = first_lines.setdefault(record.source_id, number)
            if first == number:
                yield record
            else:
                reason = _("The number stands in line %(line)d already.") % {"line": first}
                result.errors.append(LineError(number, "id", reason))
    except BadLine as damage:
        result.errors += damage.errors


@dataclass(frozen=True, slots=True)
class _Run:
    """One import: where texts may go, who imports, and whether they become public at once."""

    places: PolicyPlaces
    user: User | None
    publish: bool

    def import_batch(self, batch: Sequence[_Turn], result: ItemResult) -> None:
        """Import a batch; if the database refuses it, each text by itself, to find the bad one."""
        try:
            done = self._write(batch)
        except (DatabaseError, PermissionDenied, ValidationError) as error:
            if len(batch) == 1:
                result.errors.append(LineError(batch[0].record.line, "", _reason(error)))
                return
            for turn in batch:
                self.import_batch([turn], result)
            return
        result.new += done.new
        result.changed += done.changed
        result.unchanged += done.unchanged
        result.errors += done.errors

    @transaction.atomic
    def _write(self, batch: Sequence[_Turn]) -> ItemResult:
        with fixtures() if self.publish else nullcontext():
            return self._write_each(batch)

    def _write_each(self, batch: Sequence[_Turn]) -> ItemResult:
        done = ItemResult()
        known = _known_pages([turn.record.source_id for turn in batch])
        placed: list[tuple[ItemRecord, int]] = []
        for record, position in batch:
            try:
                if page := known.get(record.source_id):
                    self._follow(page, record, done)
                else:
                    placed.append((record, self.places.find(record, position)))
            except ValidationError as error:
                done.errors += _line_errors(record.line, error)
        self._insert(placed)
        done.new = len(placed)
        return done

    def _follow(self, page: PolicyPage, record: ItemRecord, done: ItemResult) -> None:
        """Bring a document to what its source says now, as a new version."""
        is_public = page.live and not page.has_unpublished_changes
        if _says_the_same(page, record) and (is_public or not self.publish):
            done.unchanged += 1
            return
        if page.locked or page.workflow_in_progress:
            raise ValidationError({"id": _("The document is locked or being reviewed.")})
        newest = page.get_latest_revision_as_object()
        for name, value in _field_values(record).items():
            setattr(newest, name, value)
        revision = newest.save_revision(user=self.user, log_action=True)
        if self.publish:
            # The gate decides about it, not the rights of whoever imports
            revision.publish(user=self.user, skip_permission_checks=True)
        done.changed += 1

    def _insert(self, placed: Sequence[tuple[ItemRecord, int]]) -> None:
        columns = ColumnPage.objects.in_bulk({column_id for _record, column_id in placed})
        slugs = _slugs(placed, columns)
        now = timezone.now()
        placements = []
        for (record, column_id), slug in zip(placed, slugs, strict=True):
            values = {"date": now, **_field_values(record)}
            page = PolicyPage(slug=slug, owner=self.user, **values)
            if self.publish:
                mark_published(page, now)
            placements.append(Placement(columns[column_id], page))
        insert_pages(placements)
        pages = [placement.page for placement in placements]
        insert_references(pages)
        if self.publish:
            publish_in_bulk(pages)


def _known_pages(source_ids: Sequence[str]) -> dict[str, PolicyPage]:
    """Return the documents imported before by their numbers; of copies, the first one counts."""
    found = PolicyPage.objects.filter(source_id__in=source_ids).order_by("-pk")
    return {page.source_id: page for page in found.select_related("latest_revision")}


def _field_values(record: ItemRecord) -> dict[str, Any]:
    """Return the values of the page's fields that the source decides about."""
    # A block's id that follows from the number makes equal texts equal bodies
    block_id = str(uuid5(NAMESPACE_URL, record.source_id))
    values = {
        **record.values,
        "body": [{"type": "legal_text", "value": record.text, "id": block_id}],
    }
    if day := record.date or record.values.get("effective_on"):
        zone = timezone.get_default_timezone()
        values["date"] = datetime.datetime.combine(day, datetime.time(), zone)
    if record.date:
        values["signed_on"] = record.date
    return values


def _says_the_same(page: PolicyPage, record: ItemRecord) -> bool:
    values = _field_values(record)
    wanted = _plain(PolicyPage(**values), values)
    if page.latest_revision:
        stored = page.latest_revision.content
        return wanted == _comparable({name: stored.get(name) for name in values})
    return wanted == _plain(page, values)


def _plain(page: PolicyPage, names: dict[str, Any]) -> Any:
    return _comparable({name: get_field_value(page._meta.get_field(name), page) for name in names})


def _comparable(content: dict[str, Any]) -> Any:
    """Return field values as a revision's JSON holds them, the body taken apart."""
    body = json.loads(content["body"] or "[]")
    return json.loads(json.dumps({**content, "body": body}, cls=DjangoJSONEncoder))


def _slugs(placed: Sequence[tuple[ItemRecord, int]], columns: dict[int, ColumnPage]) -> list[str]:
    """Return a slug for each text, made of its number, that is free below its column."""
    wanted = [slugify(record.source_id)[:LONGEST_SLUG] for record, _column_id in placed]
    step = Page.steplen
    found = Page.objects.filter(slug__in=wanted).values_list("path", "slug")
    taken = {(path[:-step], slug) for path, slug in found}
    slugs = []
    for (record, column_id), slug in zip(placed, wanted, strict=True):
        path = columns[column_id].path
        if not slug or slug in TAKEN_SLUGS or (path, slug) in taken:
            digest = hashlib.sha256(record.source_id.encode()).hexdigest()[:12]
            slug = f"{slug}-{digest}" if slug else f"item-{digest}"
        taken.add((path, slug))
        slugs.append(slug)
    return slugs


def _reason(error: Exception) -> str:
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)


def _line_errors(line: int, error: ValidationError) -> list[LineError]:
    return [
        LineError(line, key, " ".join(messages)) for key, messages in error.message_dict.items()
    ]
