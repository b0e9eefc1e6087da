"""One spelling of facts, so that the same facts always have the same hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder


class _Encoder(DjangoJSONEncoder):
    """Writes times to the microsecond in UTC: databases give them back in other zones."""

    def default(self, o: Any) -> Any:
        if isinstance(o, datetime):
            return moment(o)
        return super().default(o)


def moment(at: datetime) -> str:
    """Write a time the one way in which it is hashed: UTC, ISO 8601, microseconds."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def plain(facts: Any) -> Any:
    """Return facts as JSON gives them back, with fractions as text.

    Databases may store 1.50 and give back 1.5, so fractions would not keep their spelling.
    """
    return json.loads(json.dumps(facts, cls=_Encoder), parse_float=str)


def canonical(facts: Mapping[str, Any]) -> bytes:
    """Return facts as bytes: keys sorted, no white space, all but ASCII escaped."""
    text = json.dumps(plain(facts), sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return text.encode("ascii")


def fingerprint(facts: Mapping[str, Any]) -> str:
    """Return the SHA-256 of facts as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(facts)).hexdigest()
