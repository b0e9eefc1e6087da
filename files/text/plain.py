"""Plain text and comma-separated values, in the encodings that Chinese offices write."""

from __future__ import annotations

import codecs

from files.text.pages import Reading
from files.text.unreadable import Reason, UnreadableFile

_MARKED = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# GB18030 takes nearly anything, so the strict one is asked first
_UNMARKED = ("utf-8", "gb18030")


def read_plain(content: bytes, reading: Reading) -> None:
    """Read plain text as one page. Raises ``UnreadableFile`` when it is no text."""
    reading.add(1, _decoded(content, reading.name))


def _decoded(content: bytes, name: str) -> str:
    marked = [encoding for mark, encoding in _MARKED if content.startswith(mark)]
    if not marked and b"\0" in content:
        raise UnreadableFile(Reason.ENCODING, name)
    for encoding in marked or _UNMARKED:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableFile(Reason.ENCODING, name)
