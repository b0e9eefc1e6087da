"""What a kind of request is: what has to be known, who decides, and what saying yes does.

The kinds there are stand in ``console.requests.catalogue``.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from console.models import UnitRequest
from console.requests.enums import RequestKind
from units.models import User


class Kind:
    """One kind of request.

    ``fields`` are what a unit may say, ``required`` what it must have said before it hands the
    request in (S041).
    """

    key: ClassVar[RequestKind]
    icon: ClassVar[str]
    explanation: ClassVar[str | Promise]
    fields: ClassVar[tuple[str, ...]]
    required: ClassVar[tuple[str, ...]]

    def is_for_leading_group(self, request: UnitRequest) -> bool:
        """Say whether the leading group decides, as things stand now; else the IT office does."""
        return True

    def missing(self, request: UnitRequest) -> list[str]:
        """Return the labels of what has to be said and is not."""
        return [label(name) for name in self.needed(request) if not getattr(request, name)]

    def needed(self, request: UnitRequest) -> tuple[str, ...]:
        """Return what this very request has to say."""
        return self.required

    def remember(self, request: UnitRequest) -> None:
        """Write down beside a chosen object what it is called, before the request is stored."""

    def check(self, request: UnitRequest) -> None:
        """Raise ``ValidationError`` for what stands against doing what is asked for.

        Asked when the request is handed in, and again when it is carried out.
        """

    def carry_out(self, request: UnitRequest, *, user: User) -> dict[str, Any]:
        """Do what is asked for, in the transaction of the approval; return facts for the trail.

        ``user`` is who approved. Raises ``ValidationError`` when it cannot be done.
        """
        raise NotImplementedError


def label(name: str) -> str:
    """Return what people call a field of a request."""
    return str(capfirst(str(UnitRequest._meta.get_field(name).verbose_name)))  # type: ignore[union-attr]


def missing_text(names: list[str]) -> str:
    """Return the refusal of a request that does not say everything."""
    return _("Before the request can be handed in, please fill in: %(names)s") % {
        "names": ", ".join(names)
    }
