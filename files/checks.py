"""System checks: stored files have one way out, and stay as they are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.files.storage import Storage, default_storage
from django.urls import URLPattern, URLResolver, get_resolver
from django.views import static


@register(Tags.urls)
def check_media_have_no_address(**kwargs: Any) -> list[CheckMessage]:
    """No address serves the media folder: it holds drafts and withdrawn files too (I7)."""
    return [
        Error(
            f"The address {pattern.pattern} serves the media folder, past what is public.",
            hint="Link to files by their own addresses; files.views serves them.",
            id="files.E001",
        )
        for pattern in _patterns(get_resolver().url_patterns)
        if serves_media(pattern)
    ]


@register(Tags.files)
def check_storage(**kwargs: Any) -> list[CheckMessage]:
    """The storage of files keeps what it has, and gives it to nobody else."""
    found: list[CheckMessage] = []
    if overwrites(default_storage):
        found.append(
            Error(
                "The storage of files overwrites a file by another one of the same name.",
                hint="Set file_overwrite (django-storages) or allow_overwrite (Django) to false "
                "in BATONG_FILE_STORAGE_OPTIONS.",
                id="files.E002",
            )
        )
    if str(getattr(default_storage, "default_acl", None) or "").startswith("public"):
        found.append(
            Error(
                "The storage of files lets everybody read them, past what is public.",
                hint="Leave out default_acl in BATONG_FILE_STORAGE_OPTIONS.",
                id="files.E003",
            )
        )
    return found


def serves_media(pattern: URLPattern) -> bool:
    """Say whether an address serves a folder that holds stored files, or that they lie in."""
    if getattr(pattern.callback, "func", pattern.callback) is not static.serve:
        return False
    root = pattern.default_args.get("document_root")
    if root is None:
        return True
    folder, media = Path(str(root)).resolve(), Path(settings.MEDIA_ROOT).resolve()
    return folder == media or folder in media.parents or media in folder.parents


def overwrites(storage: Storage) -> bool:
    """Say whether a storage would put another file in the place of one that it has."""
    return any(getattr(storage, name, False) for name in ("file_overwrite", "_allow_overwrite"))


def _patterns(found: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for pattern in found:
        if isinstance(pattern, URLResolver):
            yield from _patterns(pattern.url_patterns)
        else:
            yield pattern
