"""What of a file never changes, and what does not while a public page shows it (I7).

The bytes never change: another file is another upload, and another version of the page. What was
approved with the page, such as the title, does not change while the page is public. Both are held
in every form, and in code past the forms.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.models import Page

from files.quotas import owner_of
from units.bulk_references import refers_to

if TYPE_CHECKING:
    from files.models import OwnedFile

# What names the bytes
BYTES = frozenset({"file", "content_hash"})
# A file on more pages than these counts as shown by one of them, without looking at each
FEW_PAGES = 50


class FixedFile(PermissionDenied):
    """Something was about to change that stands fast, past the form that would have said so."""


class Changes:
    """What saving a row would change of it, compared with the row as it is stored.

    ``fields`` are those about to be written, None for all. Costs one query, and none for a new row.
    """

    def __init__(self, file: OwnedFile, fields: Iterable[str] | None = None) -> None:
        self._file = file
        watched = BYTES | file.approved_fields | {"collection_id"}
        written = None if fields is None else {_attname(file, name) for name in fields}
        watched -= file.get_deferred_fields()
        self._watched = watched if written is None else watched & written

    @cached_property
    def _stored(self) -> dict[str, Any] | None:
        model: type[Any] = type(self._file)
        if self._file._state.adding or not self._watched:
            return None
        return model._default_manager.filter(pk=self._file.pk).values(*self._watched).first()

    @cached_property
    def names(self) -> frozenset[str]:
        """The fields with another value than the stored one."""
        stored = self._stored
        if stored is None:
            return frozenset()
        return frozenset(name for name in self._watched if self._differs(name, stored[name]))

    def _differs(self, name: str, before: Any) -> bool:
        now = getattr(self._file, name)
        if name == "file":
            return bool(now and not now._committed) or (now.name or "") != (before or "")
        if name == "content_hash" and not before:
            return False  # a row from before there were hashes is given its own
        return bool(now != before)

    @property
    def leaves_its_unit(self) -> bool:
        """Whether the file would belong to another unit."""
        stored = self._stored
        if stored is None or "collection_id" not in self.names:
            return False
        return owner_of(stored["collection_id"]) != owner_of(self._file.collection_id)


def objections(file: OwnedFile, fields: Iterable[str] | None = None) -> dict[str, str]:
    """Return by field why what is about to be saved may not be; empty when it may."""
    changes = Changes(file, fields)
    if not changes.names:
        return {}
    if changes.names & BYTES:
        return {"file": _("A stored file is not replaced: upload the new one, and use it instead.")}
    approved = changes.names & file.approved_fields
    moves = changes.leaves_its_unit
    if not (approved or moves) or not is_shown(file):
        return {}
    found = dict.fromkeys(approved, fixed_text())
    if moves:
        found["collection"] = _stays_text()
    return found


def insist_on_no_change(file: OwnedFile, fields: Iterable[str] | None = None) -> None:
    """Raise :class:`FixedFile` when saving would change what stands fast."""
    found = objections(file, fields)
    if found:
        raise FixedFile(" ".join(sorted(set(found.values()))))


def insist_on_staying(files: Iterable[OwnedFile], collection_id: int) -> None:
    """Raise :class:`FixedFile` when one that a public page shows would leave its unit so."""
    owner = owner_of(collection_id)
    if any(owner_of(file.collection_id) != owner and is_shown(file) for file in files):
        raise FixedFile(_stays_text())


def insist_on_deletable(file: OwnedFile) -> None:
    """Raise :class:`FixedFile` when a public page shows the file."""
    if is_shown(file):
        raise FixedFile(_("A public page shows this file. It can be deleted once none does."))


def fixed_text() -> str:
    """Return what to tell somebody who would change what was approved."""
    return _(
        "A public page shows this file as it was approved. To change it, upload it anew, use it in "
        "the page in place of this one, and submit the page."
    )


def _stays_text() -> str:
    return _("A public page shows this file: it stays with its unit.")


def is_shown(file: OwnedFile) -> bool:
    """Say whether a public page shows this very file.

    Another file with the same bytes is as public, but what was approved is not said there.
    """
    if file.pk is None or not file.content_hash:
        return False
    pages = Page.objects.filter(public_files__content_hash=file.content_hash)
    candidates = pages.order_by()[: FEW_PAGES + 1].specific()
    return len(candidates) > FEW_PAGES or any(refers_to(page, file) for page in candidates)


def _attname(file: OwnedFile, name: str) -> str:
    field: Any = file._meta.get_field(name)
    return str(field.attname)
