"""The kinds of requests there are."""

from __future__ import annotations

from console.models import UnitRequest
from console.requests.columns import ColumnChange, ExtraColumn
from console.requests.kinds import Kind
from console.requests.sites import Closing, Opening, Redesign

KINDS: tuple[Kind, ...] = (Opening(), Redesign(), ExtraColumn(), ColumnChange(), Closing())
_BY_KEY = {kind.key.value: kind for kind in KINDS}


def kind_of(request: UnitRequest) -> Kind:
    """Return the kind of a request."""
    return _BY_KEY[request.kind]


def find_kind(key: str) -> Kind | None:
    """Return the kind with a key, None when there is none."""
    return _BY_KEY.get(key)
