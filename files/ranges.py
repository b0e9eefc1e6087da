"""The part of a file that a request asks for (RFC 9110, section 14)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO, NamedTuple

CHUNK = 64 * 1024
_ONE_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


class Span(NamedTuple):
    """Bytes of a file from ``start`` up to and without ``stop``."""

    start: int
    stop: int

    def __len__(self) -> int:
        return self.stop - self.start


class UnsatisfiableError(Exception):
    """No byte of the file lies in the range asked for."""


def span_of(header: str, size: int) -> Span | None:
    """Return the one range that a ``Range`` header asks for, of a file of ``size`` bytes.

    None stands for the whole file: without a header, for several ranges, and for what is not
    understood, as the standard lets a server choose.

    Raises:
        UnsatisfiableError: the range begins behind the end of the file.
    """
    match = _ONE_RANGE.fullmatch(header.replace(" ", "").lower())
    if match is None or not any(match.groups()):
        return None
    first, last = match.groups()
    if not first:  # the last so many bytes
        span = Span(max(size - int(last), 0), size)
    else:
        span = Span(int(first), min(int(last) + 1, size) if last else size)
    if last and first and int(last) < int(first):
        return None
    if span.start >= size or not len(span):
        raise UnsatisfiableError
    return span


class Portion:
    """The bytes of an open file within a span, read as they are sent."""

    def __init__(self, file: IO[bytes], span: Span) -> None:
        self._file = file
        self._span = span

    def __iter__(self) -> Iterator[bytes]:
        self._file.seek(self._span.start)
        left = len(self._span)
        while left and (chunk := self._file.read(min(left, CHUNK))):
            left -= len(chunk)
            yield chunk

    def close(self) -> None:
        """Close the file; the response calls this when it has been sent."""
        self._file.close()
