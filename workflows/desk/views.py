"""Where an approval stands, and what is done to it with a word why: withdraw, recall, release."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.models import Page

from workflows.desk import progress
from workflows.desk.forms import ReasonForm, add_errors
from workflows.desk.frame import RECALL, RELEASE, SUBMIT, WITHDRAW, DeskView
from workflows.desk.places import edit_address, marks
from workflows.enums import SubmissionState
from workflows.errors import GateRefusal, Incomplete
from workflows.models import Submission
from workflows.permissions import (
    user_can_read_submission,
    user_can_recall,
    user_can_release,
    user_can_submit,
    user_can_withdraw,
)
from workflows.stages import actions


class ProgressView(DeskView):
    """The three stages of the newest text, and the trail of all of them."""

    template_name = "workflows/desk/progress.html"
    page_title = gettext_lazy("Progress of the approval")
    header_icon = "history"

    def require_permission(self) -> None:
        """Let in who may read the drafts, and who may read what was sent of them."""
        if not (self.may_read or self.submissions):
            raise PermissionDenied

    @cached_property
    def submissions(self) -> list[Submission]:
        """What was sent of the page and may be read by the person, the newest first."""
        found = list(progress.submissions_of(self.page.pk))
        if self.may_read:
            return found
        return [one for one in found if user_can_read_submission(self.user, one)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the line, the trail, and what the person may do."""
        newest = self.submissions[0] if self.submissions else None
        returned = progress.last_return(newest) if newest else None
        return super().get_context_data(
            page=self.page,
            submission=newest,
            steps=progress.steps(newest) if newest else [],
            returned=returned,
            returned_marks=marks(self.draft, returned.marked_places) if returned else [],
            certificate=getattr(newest, "certificate", None),
            trail=progress.trail(self.draft, self.submissions),
            edit_url=edit_address(self.page) if self.may_edit else "",
            buttons=self._buttons(newest),
            **kwargs,
        )

    def _buttons(self, newest: Submission | None) -> dict[str, str]:
        """Return the addresses of what the person may do now, by name."""
        page, buttons = self.page, {}
        if newest is None or newest.state != SubmissionState.IN_REVIEW:
            if self.may_edit and user_can_submit(self.user, page):
                buttons["submit"] = reverse(SUBMIT, args=[page.pk])
        elif user_can_withdraw(self.user, newest):
            buttons["withdraw"] = reverse(WITHDRAW, args=[newest.pk])
        if newest is not None and user_can_release(self.user, newest):
            buttons["release"] = reverse(RELEASE, args=[newest.pk])
        if is_public(page) and user_can_recall(self.user, page):
            buttons["recall"] = reverse(RECALL, args=[page.pk])
        return buttons


def is_public(page: Page) -> bool:
    """Say whether the page is public, or approved to become so by itself."""
    return bool(page.live or page.scheduled_revision is not None)


class ConfirmView(DeskView):
    """Asks by GET, with a reason; acts by POST."""

    template_name = "workflows/desk/confirm.html"
    question: str | Promise = ""
    button: str | Promise = ""
    done: str | Promise = ""
    needs_reason = True
    is_serious = False

    def perform(self, reason: str) -> None:
        """Do it."""
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Act and say so, or say why not."""
        form = ReasonForm(request.POST, is_required=self.needs_reason)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        try:
            self.perform(form.cleaned_data["reason"])
        except Incomplete as incomplete:
            add_errors(form, incomplete.message_dict)
        except GateRefusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, self.done)
            return redirect(self.progress_url)
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the question and the form."""
        kwargs.setdefault("form", ReasonForm(is_required=self.needs_reason))
        return super().get_context_data(
            page=self.page, question=self.question, cancel_url=self.progress_url, **kwargs
        )


class SubmissionView(ConfirmView):
    """Something done to one submission, whose page may be gone."""

    submission: Submission

    def find_page(self) -> Page:
        """Return the page of the submission in its own type. Raises ``Http404``."""
        related = Submission.objects.select_related("unit", "page").exclude(page=None)
        self.submission = get_object_or_404(related, pk=self.kwargs["pk"])
        return get_object_or_404(Page, pk=self.submission.page_id).specific


class WithdrawView(SubmissionView):
    """Takes a text back before anybody has decided."""

    page_title = gettext_lazy("Withdraw from approval")
    question = gettext_lazy("The text comes back to you and can be changed and sent again.")
    button = gettext_lazy("Withdraw")
    done = gettext_lazy("The text has been withdrawn.")
    needs_reason = False

    def require_permission(self) -> None:
        if not user_can_withdraw(self.user, self.submission):
            raise PermissionDenied(
                _("Only its sender and the unit's editors may withdraw a text, before a decision.")
            )

    def perform(self, reason: str) -> None:
        actions.withdraw(self.submission, user=self.user, reason=reason)


class ReleaseView(SubmissionView):
    """Lifts the concealment of a draft."""

    page_title = gettext_lazy("Release the draft")
    question = gettext_lazy(
        "The unit's people can read the draft and its history again, and its authors can edit it."
    )
    button = gettext_lazy("Release")
    done = gettext_lazy("The draft has been released.")

    def require_permission(self) -> None:
        if not user_can_release(self.user, self.submission):
            raise PermissionDenied(_("Only the secrecy bureau releases a draft."))

    def perform(self, reason: str) -> None:
        actions.release(self.submission, user=self.user, reason=reason)


class RecallView(ConfirmView):
    """Takes an item back from the public at once."""

    page_title = gettext_lazy("Recall from the public")
    question = gettext_lazy(
        "The page disappears from all sites at once, and its certificate ends. To be public again, "
        "its text needs three new approvals."
    )
    button = gettext_lazy("Recall now")
    done = gettext_lazy("The page has been recalled.")
    is_serious = True

    def require_permission(self) -> None:
        if not user_can_recall(self.user, self.page):
            raise PermissionDenied(_("You may not recall this page."))

    def perform(self, reason: str) -> None:
        actions.recall(self.page, user=self.user, reason=reason)
