"""Addresses of units and pages, at the same cost for one site and for thousands (I3).

The whole of what an address depends on (units, hosts, roots of page trees) is one immutable
:class:`AddressBook`. Each process keeps the book it last read; one version key in the shared cache
says whether it is still the newest. Whoever changes a row behind it calls :func:`forget`.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from uuid import uuid4

from django.core.cache import cache
from django.db import transaction

from units.entries import RootEntry, UnitEntry
from units.roster import read_entries

_VERSION_KEY = "units:addresses:version"
_PORTAL_PREFIX_LENGTH = 8
_HOME_PREFIX_LENGTH = 16


@dataclass(frozen=True)
class AddressBook:
    """All units with their hosts and roots, as they stood at ``version``."""

    version: str
    units: tuple[UnitEntry, ...]
    former_hosts: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))

    @cached_property
    def by_id(self) -> Mapping[int, UnitEntry]:
        return {unit.id: unit for unit in self.units}

    @cached_property
    def by_code(self) -> Mapping[str, UnitEntry]:
        return {unit.code: unit for unit in self.units}

    @cached_property
    def by_host(self) -> Mapping[str, UnitEntry]:
        return {unit.host: unit for unit in self.units if unit.host}

    @cached_property
    def by_prefix(self) -> Mapping[str, tuple[UnitEntry, RootEntry]]:
        return {root.prefix: (unit, root) for unit in self.units for root in unit.roots}

    @cached_property
    def portal(self) -> UnitEntry:
        """The unit of the main portal; it always exists."""
        return next(unit for unit in self.units if unit.is_portal)

    def for_path(self, path: str) -> UnitEntry:
        """Return the unit whose pages stand at the tree ``path`` (I1)."""
        found = self.by_prefix.get(path[:_HOME_PREFIX_LENGTH])
        return found[0] if found else self.portal

    def root_for_path(self, path: str) -> tuple[UnitEntry, RootEntry] | None:
        """Return unit and root above the tree ``path``; None outside every tree of pages."""
        return self.by_prefix.get(path[:_HOME_PREFIX_LENGTH]) or self.by_prefix.get(
            path[:_PORTAL_PREFIX_LENGTH]
        )

    def successor_of(self, host: str) -> UnitEntry | None:
        """Return the unit that a host no longer in use belonged to."""
        unit_id = self.former_hosts.get(host)
        return self.by_id.get(unit_id) if unit_id is not None else None


class _Provisional(threading.local):
    """What this thread read inside a transaction whose changes are not committed yet."""

    book: AddressBook | None = None
    pending: int = 0


class _Held(threading.local):
    """The book that this thread answers a request from."""

    book: AddressBook | None = None


_provisional = _Provisional()
_held = _Held()
_shared: dict[str, AddressBook] = {}


def address_book() -> AddressBook:
    """Return the current address book, reading the tables only when it has changed."""
    if pending := _pending_changes():
        if _provisional.book is None or _provisional.pending != pending:
            _provisional.book, _provisional.pending = _read("provisional"), pending
        return _provisional.book
    return _held.book or _current_book()


@contextmanager
def one_book() -> Iterator[AddressBook]:
    """Keep to one book in the block, so that the cache is asked once and not for each link.

    A change that is made inside the block is seen in it.
    """
    book = address_book()
    _held.book = None if _pending_changes() else book
    try:
        yield book
    finally:
        _held.book = None


def _current_book() -> AddressBook:
    version = cache.get(_VERSION_KEY)
    if version is None:
        version = uuid4().hex
        if not cache.add(_VERSION_KEY, version, timeout=None):
            version = cache.get(_VERSION_KEY, version)
    book = _shared.get("book")
    if book is None or book.version != version:
        book = _read(version)
        _shared["book"] = book
    return book


def forget() -> None:
    """Have every process read the book again: now in this transaction, after commit in others."""
    _provisional.book = _held.book = None
    transaction.on_commit(_publish_new_version)


def _pending_changes() -> int:
    """Count the changes of this transaction that are not committed: none after a rollback.

    Django drops what waits for a commit when a transaction or a savepoint is rolled back, so the
    waiting calls say exactly which changes still hold.
    """
    waiting = transaction.get_connection().run_on_commit
    return sum(call[1] is _publish_new_version for call in waiting)


def _publish_new_version() -> None:
    cache.set(_VERSION_KEY, uuid4().hex, timeout=None)


def _read(version: str) -> AddressBook:
    units, former_hosts = read_entries()
    return AddressBook(version, units, former_hosts)
