"""The text of a page that approvals are about, read afresh under the lock of the page.

One lock for everything: each action of the gate first locks the row of the page, and only then
reads where the approval stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from units.addresses import address_book
from units.models import Unit, User
from workflows.errors import MovedOn
from workflows.gate.digest import content_digest


@dataclass(frozen=True, slots=True)
class Text:
    """The newest draft of a page: ``page`` holds its content and is never saved."""

    page: Any
    revision: Revision
    digest: str

    @property
    def unit(self) -> Unit:
        """The unit the page belongs to (I1)."""
        return unit_of(self.page)

    @property
    def subject_class(self) -> str:
        """The class that decides the route; of pages that have none it is the unit's system.

        Empty where an item leaves it open (S082).
        """
        if hasattr(self.page, "subject_class"):
            return str(self.page.subject_class)
        return self.unit.system


def unit_of(page: Page) -> Unit:
    """Return the unit a page belongs to."""
    return Unit.objects.get(pk=address_book().for_path(page.path).id)


def lock_page(page_id: int | None) -> Any:
    """Return a page in its own type as it is stored now; its row is locked until the end.

    Raises :class:`MovedOn` when the page is gone.
    """
    found = Page.objects.select_for_update().filter(pk=page_id).first()
    if found is None:
        raise MovedOn(_("This page has been deleted."))
    return found.specific


def newest_text(page: Any) -> Text:
    """Return the newest draft of a page as it is stored. Raises :class:`MovedOn` without any."""
    revision = page.latest_revision
    if revision is None:
        raise MovedOn(_("This page has no draft."))
    drafted = revision.as_object()
    return Text(drafted, revision, content_digest(drafted))


def text_to_submit(page: Any, user: User) -> Text:
    """Return the newest draft; the user's, of the page as it stands, where that is not a draft's.

    Pages that provisioning made, or that a blueprint changed, have no revision that says so.
    """
    if page.latest_revision is None:
        page.save_revision(user=user, clean=False)
    elif not page.has_unpublished_changes:
        if content_digest(page) == content_digest(page.latest_revision.as_object()):
            return newest_text(page)
        page.save_revision(user=user, clean=False)
    return newest_text(page)


def authors_of(page: Any, user: User) -> list[int]:
    """Return who wrote on the draft: the sender and everybody who saved since it was last live."""
    revisions: QuerySet[Revision] = page.revisions
    live = page.live_revision if page.live else None
    if live is not None:
        newer = Q(created_at__gt=live.created_at) | Q(pk=page.latest_revision_id)
        revisions = revisions.filter(newer)
    writers = revisions.exclude(user=None).values_list("user_id", flat=True).distinct()
    return sorted({user.pk, *writers})
