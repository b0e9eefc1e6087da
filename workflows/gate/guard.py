"""The guard of every save: nothing is stored live that is not public already or certified (I7).

It compares the page as it will be stored with the page as it is stored. What Wagtail writes to live
pages without changing their content passes; so does what is not live afterwards.
"""

from __future__ import annotations

import copy
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.db import connection
from django.utils.translation import gettext as _
from wagtail.models import Page

from workflows.errors import GateRefusal
from workflows.gate import marker
from workflows.gate.certificates import (
    ensure_fixture_certificate,
    fixture_leave,
    open_leaves,
    valid_certificates,
)
from workflows.gate.digest import content_digest, seen_relations
from workflows.gate.triggers.guarded import FREE_COLUMNS
from workflows.models import Certificate


@dataclass(frozen=True, slots=True)
class _Saving:
    """A page that is being saved in its own type, with its child rows."""

    page: Page
    names: Collection[str] | None
    naming: ExitStack


_saving: ContextVar[_Saving | None] = ContextVar("saving", default=None)


@contextmanager
def saving(page: Page, names: Collection[str] | None) -> Iterator[None]:
    """Act, while a page is saved with its child rows, under the certificate that covers it.

    ``names`` are those of fields and child relations, None for all. The guard itself runs on
    ``pre_save``; where child rows alone are saved there is none, so it runs here.
    """
    with ExitStack() as naming:
        token = _saving.set(_Saving(page, names, naming))
        try:
            if names and not set(names) & _columns(type(page)).keys():
                check(page, ())
            yield
        finally:
            _saving.reset(token)


def check(page: Page, written: Collection[str] | None) -> None:
    """Name the certificate under which a page is about to be saved.

    ``written`` are the names of the fields to be stored, None for all of the instance's class.
    Raises ``GateRefusal`` where there is none and the public would see something new.
    """
    now = _saving.get()
    is_whole = now is not None and now.page is page
    relations = _relations(page, now.names) if now and is_whole else ()
    key = certificate_for(page, _written(page, written), relations)
    if not key:
        return
    if now and is_whole:
        now.naming.enter_context(marker.named(key))
    elif marker.current() != key:
        raise GateRefusal(
            _("“%(page)s” can only be changed in public as a page of its own type.")
            % {"page": page.title}
        )


def certificate_for(page: Page, written: set[str], relations: Collection[str]) -> str:
    """Return the key of the certificate that covers a save; empty where none is needed.

    Raises ``GateRefusal`` where one is needed and there is none.
    """
    if page.depth == 1 or not _is_seen(page, written, relations):
        return ""
    if leave := fixture_leave():
        if not marker.is_told():
            ensure_fixture_certificate()
        return leave.key
    stored = _stored(page)
    after = _after(page, stored, written, relations)
    if not after.live:
        return ""
    digest = content_digest(after)
    if certificate := _certificate(after, digest):
        return certificate.key
    if stored is not None and stored.live and digest == content_digest(stored):
        return ""
    for leave in open_leaves():
        if leave.covers(after):
            return leave.key
    raise GateRefusal(
        _("“%(page)s” cannot be published like this: nobody has approved this text.")
        % {"page": page.title}
    )


def _certificate(page: Page, digest: str) -> Certificate | None:
    """Return the certificate of a text, of its very revision if there are several."""
    if page.pk is None:
        return None
    found = list(valid_certificates(page.pk).filter(digest=digest))
    same = [one for one in found if one.revision_id == page.live_revision_id]
    fitting = same or found
    return fitting[-1] if fitting else None


def is_free(model: type[Page], names: Collection[str] | None) -> bool:
    """Say whether a save of these fields, None for all, changes nothing that the public sees."""
    if names is None:
        return False
    columns = _columns(model)
    return all(name in columns and columns[name] in FREE_COLUMNS for name in names)


def _columns(model: type[Page]) -> dict[str, str]:
    """Return the attributes of a class by the names under which they are saved."""
    columns = {}
    for field in model._meta.concrete_fields:
        columns[field.name] = columns[field.attname] = field.attname
    return columns


def _written(page: Page, names: Collection[str] | None) -> set[str]:
    """Return the attributes that a save stores: those named, of those that are loaded."""
    columns = _columns(type(page))
    named = columns if names is None else [name for name in names if name in columns]
    return {columns[name] for name in named} - page.get_deferred_fields()


def _relations(page: Page, names: Collection[str] | None) -> list[str]:
    known = [str(relation.get_accessor_name()) for relation in seen_relations(type(page))]
    lists = [field.name for field in page._meta.many_to_many]
    return [name for name in [*known, *lists] if names is None or name in names]


def _is_seen(page: Page, written: set[str], relations: Collection[str]) -> bool:
    """Say, without asking the database, whether the public may see the effect of a save."""
    if "live" in written and not page.live:
        return False
    return bool(relations or written - set(FREE_COLUMNS))


def _stored(page: Page) -> Page | None:
    """Return the page as it is stored, locked until the transaction ends."""
    if page.pk is None:
        return None
    found = Page.objects.filter(pk=page.pk)
    if connection.in_atomic_block:
        # Whoever revokes a certificate locks the page as well, so what is read next stays true
        found = found.select_for_update(of=("self",))
    stored = found.first()
    return stored.specific if stored else None


def _after(page: Page, stored: Page | None, written: set[str], relations: Collection[str]) -> Page:
    """Return the page as it will be stored."""
    is_whole = written == set(_columns(type(page)).values()) and len(relations) == len(
        _relations(page, None)
    )
    if stored is None or (is_whole and type(stored) is type(page)):
        return page
    # Saved as a plain page, what is stored is of a type of its own; saved raw, it may lack its row
    specific = stored if isinstance(stored, type(page)) else page
    after = copy.copy(specific)
    for name in _columns(type(specific)).values():
        source = page if name in written else stored
        if hasattr(source, name):
            setattr(after, name, getattr(source, name))
    held = page.__dict__.get("_cluster_related_objects", {})
    own = {name: rows for name, rows in held.items() if name in relations}
    after._cluster_related_objects = after.__dict__.get("_cluster_related_objects", {}) | own
    return after
