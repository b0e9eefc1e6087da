"""The certificate that the running code acts under, as the database's triggers see it.

SQLite asks :func:`current` through a function of the connection; PostgreSQL reads a setting of
the transaction. A thread or process that names nothing has no certificate.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, NamedTuple

from django.db import connection
from django.db.transaction import TransactionManagementError

SETTING = "batong.certificate"


class _Named(NamedTuple):
    """A certificate's key, and whether the transaction knows it."""

    key: str = ""
    is_told: bool = False


_NOTHING = _Named()
_named: ContextVar[_Named] = ContextVar("certificate", default=_NOTHING)


def current() -> str:
    """Return the key of the certificate that the running code names; empty for none."""
    return _named.get().key


def is_told() -> bool:
    """Say whether the transaction in progress knows the certificate."""
    return _named.get().is_told


@contextmanager
def named(key: str) -> Iterator[None]:
    """Act under a certificate, as far as the database is concerned, and under the former after.

    Raises ``TransactionManagementError`` outside a transaction, which is what the name lasts for.
    """
    before = _named.get()
    if before == (key, True):
        yield
        return
    if not connection.in_atomic_block:
        raise TransactionManagementError("A certificate is named inside a transaction only.")
    _tell(key)
    token = _named.set(_Named(key, is_told=True))
    try:
        yield
    finally:
        _named.reset(token)
        _tell(before.key if before.is_told else "")


@contextmanager
def announced(key: str) -> Iterator[None]:
    """Name a certificate for transactions to come; each has to be told with :func:`named`."""
    token = _named.set(_Named(key))
    try:
        yield
    finally:
        _named.reset(token)


def _tell(key: str) -> None:
    """Let PostgreSQL know until the end of the transaction.

    A transaction that has failed takes no statement, and forgets the setting when it goes back.
    """
    if connection.vendor != "postgresql" or _has_failed():
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, key])


def _has_failed() -> bool:
    raw: Any = connection.connection
    return connection.needs_rollback or raw.info.transaction_status.name == "INERROR"
