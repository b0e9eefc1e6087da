"""Letting the files of public pages be public, and no others (I7)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from files.public import publish_many
from units.bulk_references import targets_of


def follow_page(page: Page) -> None:
    """Make public what a live page shows and offers, and withdraw what it no longer does."""
    follow_pages([page])


def follow_pages(pages: Sequence[Page]) -> None:
    """Do the same for many pages; their child rows apart, more pages cost no more queries."""
    hashes = hashes_of([page for page in pages if page.live])
    publish_many({page.pk: hashes.get(page.pk, frozenset()) for page in pages})


def follow_new_pages(pages: Sequence[Page]) -> None:
    """Make public what live pages show that have only just been made; most show nothing."""
    hashes = hashes_of([page for page in pages if page.live])
    if found := {pk: files for pk, files in hashes.items() if files}:
        publish_many(found)


def hashes_of(pages: Iterable[Page]) -> Mapping[int, frozenset[str]]:
    """Return the hashes of the images and documents of pages as they are in memory, by page id.

    A file that nobody has hashed yet has none, and stays private.
    """
    targets = {page.pk: set(targets_of(page)) for page in pages}
    wanted = set().union(*targets.values())
    kinds = ContentType.objects.get_for_models(get_image_model(), get_document_model())
    hashes: dict[tuple[int, str], str] = {}
    for model, kind in kinds.items():
        hashes |= _hashes(model, kind.pk, wanted)
    return {
        pk: frozenset(hashes[target] for target in found if hashes.get(target))
        for pk, found in targets.items()
    }


def _hashes(
    model: type[Model], kind: int, targets: set[tuple[int, str]]
) -> dict[tuple[int, str], str]:
    keys = [key for type_id, key in targets if type_id == kind]
    if not keys:
        return {}
    found = model._default_manager.filter(pk__in=keys).values_list("pk", "content_hash")
    return {(kind, str(pk)): content_hash for pk, content_hash in found}
