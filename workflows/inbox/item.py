"""What a reviewer reads before deciding: the text that waits, and all that is known about it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Page

from units.models import User
from workflows.enums import Stage, SubmissionState
from workflows.gate.digest import content_digest
from workflows.inbox.attachments import ReviewedFile, reviewed_files
from workflows.inbox.findings import ShownFinding, shown_findings
from workflows.inbox.page_changes import Change, changes
from workflows.inbox.page_text import Passage, passages
from workflows.inbox.rows import Row
from workflows.models import Decision, StageState, Submission
from workflows.screening.enums import Severity
from workflows.screening.page_content import PageContent
from workflows.screening.parts import content_of


@dataclass
class Item:
    """A stage with the text it is about. Nothing is read before it is asked for."""

    state: StageState
    request: HttpRequest

    @property
    def submission(self) -> Submission:
        return self.state.submission

    @property
    def stage(self) -> Stage:
        return Stage(self.state.stage)

    @property
    def is_open(self) -> bool:
        """Say whether somebody still has to decide at this stage."""
        is_in_review = self.submission.state == SubmissionState.IN_REVIEW
        return self.state.closed_at is None and is_in_review

    @property
    def is_grave(self) -> bool:
        """Say whether publishing all the same needs a reason."""
        return self.state.severity == Severity.HIGH

    @cached_property
    def row(self) -> Row:
        """The deadline and other facts as the list shows them."""
        return Row(self.state, timezone.now())

    @cached_property
    def live(self) -> Page | None:
        """The page as the public has it, while there is anything to compare with it."""
        page = self.submission.page
        is_compared = self.is_open and page is not None and page.live
        return page.specific if is_compared and page is not None else None

    @cached_property
    def text(self) -> Page | None:
        """The page as it waits, or as it was decided about; None once it is deleted."""
        page = self.submission.page
        if page is None:
            return None
        kept = page.revisions.filter(pk=self.submission.revision_id).first()
        if self.is_open or kept is None:
            return page.get_latest_revision_as_object()
        return kept.as_object()

    @cached_property
    def digest(self) -> str:
        """The digest of what is shown, which the decision will be about."""
        return content_digest(self.text) if self.text is not None else ""

    @property
    def has_moved(self) -> bool:
        """Say whether the text shown is another one than was sent to this stage."""
        return self.digest != self.state.digest

    @cached_property
    def content(self) -> PageContent:
        """The texts and files of the page, for the places of findings."""
        return content_of(self.text) if self.text is not None else PageContent()

    @cached_property
    def findings(self) -> list[ShownFinding]:
        return shown_findings(self.submission.findings, self.content.parts)

    @cached_property
    def files(self) -> list[ReviewedFile]:
        return reviewed_files(self.content, self.findings)

    @cached_property
    def changes(self) -> list[Change]:
        """What differs from the public text; empty for a first publication."""
        if self.live is None or self.text is None:
            return []
        return changes(self.live, self.text, self.request)

    @cached_property
    def passages(self) -> list[Passage]:
        """The whole text."""
        return passages(self.text) if self.text is not None else []

    @cached_property
    def authors(self) -> QuerySet[User]:
        """Everybody who wrote on the text; none of them may approve it."""
        return User.objects.filter(pk__in=self.submission.authors).order_by("pk")

    @cached_property
    def decisions(self) -> list[Decision]:
        """What was decided about this text and earlier ones of the same page, the latest first."""
        about = Decision.objects.select_related("person", "delegation__giver", "submission")
        if self.submission.page_id is None:
            return list(about.filter(submission=self.submission).order_by("-pk"))
        return list(about.filter(submission__page=self.submission.page_id).order_by("-pk"))

    @cached_property
    def places(self) -> dict[str, str]:
        """The places that a reviewer can mark for the author, with what they are called."""
        named = {found.kept.path: found.kept.label for found in self.findings}
        shown: list[Any] = [*self.changes, *self.passages]
        return {**{place.path: place.label for place in shown}, **named}
