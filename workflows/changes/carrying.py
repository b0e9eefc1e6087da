"""The one way past the guard on what needs two persons: carrying out what was decided."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_carrying_out: ContextVar[bool] = ContextVar("carrying_out", default=False)


@contextmanager
def carrying_out() -> Iterator[None]:
    """Let registered models be written until the block ends.

    Only for the action that carries out a decided change, and for commands of the system itself,
    which write to the ledger what they did.
    """
    token = _carrying_out.set(True)
    try:
        yield
    finally:
        _carrying_out.reset(token)


def is_carrying_out() -> bool:
    """Say whether the running code may write registered models."""
    return _carrying_out.get()
