"""The words of a body, for lists and for finding."""

from __future__ import annotations

from wagtail.blocks import StreamValue

SUMMARY_LENGTH = 120


def plain_text(*bodies: StreamValue) -> str:
    """Return all text of stream fields, blocks separated by line breaks."""
    parts: list[str] = []
    for body in bodies:
        parts.extend(body.stream_block.get_searchable_content(body))
    return "\n".join(part.strip() for part in parts if part and part.strip())


def summarise(summary: str, text: str) -> str:
    """Return the summary written by hand, else the beginning of the text."""
    if summary:
        return summary
    flat = " ".join(text[: SUMMARY_LENGTH * 3].split())
    return flat if len(flat) <= SUMMARY_LENGTH else flat[: SUMMARY_LENGTH - 1] + "…"
