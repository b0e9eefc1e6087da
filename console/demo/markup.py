"""Turn the short notation of the data files into the blocks of a page body.

``# `` heading, ``- `` list, ``+ `` numbered list, ``> text|source`` quote, ``! caption``
and ``| a | b`` table, ``@0 caption`` picture of the unit; any other line is a paragraph.
"""

import html
import re
from itertools import groupby
from typing import Any

from console.demo.seeds import Block

LIST_MARK = re.compile(r"^[-+] ")
BOLD = re.compile(r"\*\*(.+?)\*\*")


def to_blocks(text: str) -> list[Block]:
    """Return the blocks of ``text``; neighbouring paragraphs and lists share one block."""
    blocks: list[Block] = []
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    for kind, group in groupby(lines, key=_kind):
        members = list(group)
        if kind == "prose":
            blocks.append(("paragraph", _prose(members)))
        elif kind == "table":
            blocks.append(("table", _table(members)))
        else:
            blocks.extend((kind, _single(kind, line)) for line in members)
    return blocks


def plain_text(text: str) -> str:
    """Return the prose and lists of ``text`` without their notation, for a summary."""
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    prose = (line for line in lines if _kind(line) == "prose")
    return "".join(LIST_MARK.sub("", line).replace("**", "") for line in prose)


def _kind(line: str) -> str:
    kinds = {"#": "heading", ">": "quote", "@": "image", "!": "table", "|": "table"}
    return kinds.get(line[0], "prose")


def _single(kind: str, line: str) -> Any:
    if kind == "heading":
        return line.lstrip("# ")
    if kind == "quote":
        text, _, source = line[1:].strip().partition("|")
        return {"text": text, "source": source}
    number, _, caption = line[1:].partition(" ")
    return {"picture": int(number), "caption": caption}


def _prose(lines: list[str]) -> str:
    marks = {"- ": "ul", "+ ": "ol"}
    parts: list[str] = []
    for tag, group in groupby(lines, key=lambda line: marks.get(line[:2], "p")):
        if tag == "p":
            parts.extend(f"<p>{_inline(line)}</p>" for line in group)
        else:
            entries = "".join(f"<li>{_inline(line[2:])}</li>" for line in group)
            parts.append(f"<{tag}>{entries}</{tag}>")
    return "".join(parts)


def _inline(line: str) -> str:
    return BOLD.sub(r"<b>\1</b>", html.escape(line, quote=False))


def _table(lines: list[str]) -> dict[str, Any]:
    caption = "".join(line[1:].strip() for line in lines if line[0] == "!")
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in lines if line[0] == "|"
    ]
    return {"caption": caption, "columns": rows[0], "rows": rows[1:]}
