"""Which files the public may see: those that a public page shows, named by their hash (I7).

Publication calls :func:`publish_files`, withdrawal :func:`withdraw_files`, both in the transaction
that changes the page. The views that serve files ask :func:`is_public` at every request, so what is
withdrawn is gone with the commit, in every process.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice

from django.db import transaction

from files.models import PublicFile

# Pages compared with what they showed before in one query.
PAGES_AT_ONCE = 500


def publish_files(page_id: int, hashes: Collection[str]) -> None:
    """Make these files, and no others, the ones that a page shows to the public.

    Raises ``ValueError`` for an empty hash, which would stand for every file not hashed yet.
    """
    publish_many({page_id: hashes})


def publish_many(files: Mapping[int, Collection[str]]) -> None:
    """Do the same for many pages: one query to compare up to 500, and one for each change.

    ``files`` holds by page id the hashes of all files that the page shows.
    """
    if any(not content_hash for hashes in files.values() for content_hash in hashes):
        raise ValueError("A file without a hash cannot be public.")
    with transaction.atomic():
        for page_ids in _portions(files):
            _follow({page_id: files[page_id] for page_id in page_ids})


def _follow(files: Mapping[int, Collection[str]]) -> None:
    stored = {
        (row.page_id, row.content_hash): row.pk
        for row in PublicFile.objects.filter(page__in=list(files))
    }
    wanted = {(page_id, content_hash) for page_id in files for content_hash in files[page_id]}
    if gone := [pk for key, pk in stored.items() if key not in wanted]:
        PublicFile.objects.filter(pk__in=gone).delete()
    PublicFile.objects.bulk_create(
        [
            PublicFile(page_id=page_id, content_hash=content_hash)
            for page_id, content_hash in sorted(wanted - stored.keys())
        ],
        ignore_conflicts=True,
    )


def _portions(keys: Iterable[int]) -> Iterator[list[int]]:
    remaining = iter(keys)
    while portion := list(islice(remaining, PAGES_AT_ONCE)):
        yield portion


def withdraw_files(page_id: int) -> None:
    """End what a page shows to the public; files that another public page shows stay public."""
    PublicFile.objects.filter(page=page_id).delete()


def is_public(content_hash: str) -> bool:
    """Say whether some public page shows the file with these bytes."""
    return bool(content_hash) and PublicFile.objects.filter(content_hash=content_hash).exists()


def public_hashes(hashes: Iterable[str]) -> set[str]:
    """Return those of the hashes that are public, in one query."""
    found = PublicFile.objects.filter(content_hash__in=set(hashes) - {""})
    return set(found.values_list("content_hash", flat=True))
