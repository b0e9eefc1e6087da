"""Documents of the server, made whole from rows: never a part, which would lose the rest."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from search.finding.entries import tokens_of
from search.models import PublishedItem

Document = dict[str, Any]


def document_of(item: PublishedItem) -> Document:
    """Return the document of an item that was read with its text.

    ``stamp`` is a digest of all the rest, by which the server's documents are compared with the
    table.
    """
    entry = tokens_of(item)
    document = {
        "t": " ".join(entry.t),
        "c": " ".join(entry.c),
        "p": " ".join(entry.p),
        "b": " ".join(entry.b),
        "w": " ".join(entry.w),
        "k": [key for key in (item.title_key, item.number_key) if key],
        "ks": item.short_key,
        "k1": item.placeless_key,
        "kl": item.short_length,
        "id": item.pk,
        "unit": str(item.unit_id),
        "item_type": item.item_type,
        "column": item.column_key,
        "language": item.language,
        "validity": item.validity,
        "year": item.year,
        "date": _moment(item.date),
        "public_until": _moment(item.public_until) if item.public_until else None,
    }
    content = json.dumps(document, sort_keys=True).encode()
    return {**document, "stamp": hashlib.sha256(content).hexdigest()[:32]}


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()
