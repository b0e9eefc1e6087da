"""What a page must have before it may be sent for approval; upper apps register their checks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from copy import copy
from typing import NamedTuple

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _
from wagtail.fields import StreamField
from wagtail.models import Page


class Unmet(NamedTuple):
    """A requirement that a page does not meet, and what to do about it.

    ``field`` is a field of the form, or a place in one as Wagtail writes content paths; empty for
    the page as a whole.
    """

    field: str
    message: str


Check = Callable[[Page], Iterable[Unmet]]

_checks: list[Check] = []


def register(check: Check) -> None:
    """Have pages asked this before they are sent for approval; once is enough."""
    if check not in _checks:
        _checks.append(check)


def unmet(page: Page) -> list[Unmet]:
    """Return what the page, as it is given (a draft for instance), still lacks.

    What the form itself requires comes first, as drafts are saved unfinished, then the registered
    checks in their order. Empty when it may be sent for approval.
    """
    found = page.specific
    return [*unfinished(found), *(missing for check in _checks for missing in check(found))]


def unfinished(page: Page) -> Iterator[Unmet]:
    """Yield the fields of a page in its own type that its form would not take as they are."""
    try:
        # Cleaning fills in what is empty; the page itself stays as it was given
        copy(page).full_clean()
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            yield Unmet("" if name == NON_FIELD_ERRORS else name, " ".join(messages))
    for field in page._meta.get_fields():
        if isinstance(field, StreamField) and not _has_whole_blocks(page, field):
            yield Unmet(field.name, _("A part of this field is not filled in as it must be."))


def _has_whole_blocks(page: Page, field: StreamField) -> bool:
    try:
        field.stream_block.clean(getattr(page, field.name))
    except ValidationError:
        return False
    return True
