"""Whose decision, and whose secrecy, opens or closes a file that is not public.

The rights at collections are asked for in :mod:`files.permissions`, to which this is added: who has
to decide about a text sees what it shows, and what secrecy conceals is seen by few (S083).
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q, QuerySet
from wagtail.models import Page, Revision

from files import permissions
from files.models import OwnedFile
from units.bulk_references import refers_to
from units.models import User
from workflows.gate.public_files import hashes_of
from workflows.models import ApprovalDelegation, StageState, Submission
from workflows.permissions import drafts_hidden_from


def user_reviews_file(user: User, file: OwnedFile) -> bool:
    """Say whether a text that waits for the person's decision shows the file.

    Who stands in for an office of the centre while something waits sees, like it, every file.
    """
    waiting = StageState.objects.open().routed_to(user)
    revisions = list(waiting.values_list("submission__revision_id", flat=True))
    if not revisions:
        return False
    if _stands_in_for_an_office(user):
        return True
    drafts = _drafts(Revision.objects.filter(pk__in=revisions))
    return any(refers_to(draft, file) for draft in drafts)


def file_is_concealed_from(user: User, file: OwnedFile) -> bool:
    """Say whether a text that secrecy conceals from the person shows the file (S083).

    Or another one with the same bytes: a copy would tell as much.
    """
    pages = drafts_hidden_from(user)
    if not pages:
        return False
    concealed = Submission.objects.filter(page_id__in=pages, is_concealed=True)
    newest = Page.objects.filter(pk__in=pages).values("latest_revision_id")
    texts = Q(pk__in=concealed.values("revision_id")) | Q(pk__in=newest)
    drafts = _drafts(Revision.objects.filter(texts))
    return any(file.content_hash in hashes_of([draft])[draft.pk] for draft in drafts)


def _stands_in_for_an_office(user: User) -> bool:
    held = ApprovalDelegation.objects.filter(deputy=user, unit__isnull=True)
    return held.in_force(overdue=True).exists()


def _drafts(revisions: QuerySet[Revision]) -> Iterator[Page]:
    for revision in revisions.iterator():
        yield revision.as_object()


def install() -> None:
    """Tell the app of files who else sees them, and who does not."""
    permissions.register_reader(user_reviews_file)
    permissions.register_concealer(file_is_concealed_from)
