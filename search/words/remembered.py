"""Tables that each process keeps, and reads again as soon as anybody has changed them.

One version in the shared cache says whether what a process keeps is still the newest; while
nothing changes, that is all that is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar
from uuid import uuid4

from django.core.cache import cache
from django.db import transaction

Kept = TypeVar("Kept")


class Remembered(Generic[Kept]):
    """What ``read`` makes of a table; whoever changes a row of it calls :meth:`forget`."""

    def __init__(self, name: str, read: Callable[[], Kept]) -> None:
        self._version_key = f"search:{name}:version"
        self._read = read
        self._kept: tuple[str, Kept] | None = None

    def get(self) -> Kept:
        """Return the table as it stands; what this transaction has changed is seen in it."""
        if self._is_changing():
            return self._read()
        version = cache.get(self._version_key) or self._first_version()
        kept = self._kept
        if kept is None or kept[0] != version:
            kept = self._kept = (version, self._read())
        return kept[1]

    def forget(self) -> None:
        """Have every process read the table again: this one now, the others after the commit."""
        self._kept = None
        transaction.on_commit(self._publish_new_version)

    def _first_version(self) -> str:
        version = uuid4().hex
        if cache.add(self._version_key, version, timeout=None):
            return version
        return str(cache.get(self._version_key, version))

    def _is_changing(self) -> bool:
        """Say whether a change waits for this transaction's commit; none does once rolled back."""
        waiting = transaction.get_connection().run_on_commit
        return any(call[1] == self._publish_new_version for call in waiting)

    def _publish_new_version(self) -> None:
        cache.set(self._version_key, uuid4().hex, timeout=None)
