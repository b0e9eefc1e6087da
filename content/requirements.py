"""What an item must have before it is sent for approval (S059 to S064, S082)."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from content.models.items import ItemPage
from workflows import requirements
from workflows.requirements import Unmet
from workflows.screening.parts import content_of


def facts(page: Page) -> Iterator[Unmet]:
    """Yield the facts for approval that an item lacks, by the form's fields."""
    if not isinstance(page, ItemPage):
        return
    if not page.subject_class:
        message = _("Choose the subject class: it decides which office reviews the item.")
        yield Unmet("subject_class", message)
    if page.is_statistics and not page.release_approval.strip():
        message = _("Say who released these statistics, and by which letter.")
        yield Unmet("release_approval", message)
    if page.is_normative and not page.legal_basis.strip():
        message = _("Name the legal basis of what is laid down here.")
        yield Unmet("legal_basis", message)
    if page.is_undecided and page.go_live_at and page.go_live_at > timezone.now():
        message = _("What is not yet decided cannot be scheduled: remove the date.")
        yield Unmet("go_live_at", message)


def picture_rights(page: Page) -> Iterator[Unmet]:
    """Yield each picture of a page, an item or not, that is shown without a rights statement."""
    content = content_of(page)
    for key, image in content.images.items():
        if not image.rights.strip():
            message = _("Add a rights statement to the picture “%(title)s”.")
            yield Unmet(content.image_places[key].path, message % {"title": image.title})


def register() -> None:
    """Have every page asked before it is sent for approval."""
    requirements.register(facts)
    requirements.register(picture_rights)
