"""The check list before a text is sent for approval, and the sending."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.models import Page

from workflows import requirements
from workflows.check import as_json, check_texts, texts_of
from workflows.desk.forms import SubmitForm, add_errors
from workflows.desk.frame import DeskView
from workflows.desk.places import edit_address, place_address
from workflows.enums import SubmissionState
from workflows.errors import GateRefusal, Incomplete, MovedOn
from workflows.inbox.findings import ShownFinding, shown_findings
from workflows.models import Submission
from workflows.permissions import user_can_submit
from workflows.stages.actions import submit_page
from workflows.stages.routing import Route, eligible, routes, unfilled_posts
from workflows.stages.text import authors_of, unit_of


class Missing(NamedTuple):
    """Something that must be added first, with the way to where it is written."""

    message: str
    url: str


class Reviewer(NamedTuple):
    """A stage that a text will pass: its name, the post, and who holds that now."""

    stage: str
    post: str
    people: list[str]


class Highlight(NamedTuple):
    """Something that the content check found, with the way to its place."""

    found: ShownFinding
    url: str


class SubmitView(DeskView):
    """Shows what the check list says, and sends the text."""

    template_name = "workflows/desk/submit.html"
    page_title = gettext_lazy("Send for approval")
    header_icon = "resubmit"

    def require_permission(self) -> None:
        if not user_can_submit(self.user, self.page):
            raise PermissionDenied(_("You may not send this page for approval."))

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Lead to the progress of what has been sent already."""
        in_review = Submission.objects.filter(page_id=self.page.pk, state=SubmissionState.IN_REVIEW)
        if in_review.exists():
            return redirect(self.progress_url)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send the text, or show what hinders."""
        form = self.form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        try:
            self._send(form)
        except Incomplete as incomplete:
            add_errors(form, incomplete.message_dict)
        except GateRefusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The text has been sent for approval."))
            return redirect(self.progress_url)
        return self.render_to_response(self.get_context_data(form=form))

    @transaction.atomic
    def _send(self, form: SubmitForm) -> None:
        """Send the draft that the sender has seen, and no later one."""
        page = Page.objects.select_for_update().get(pk=self.page.pk)
        if str(page.latest_revision_id or "") != form.cleaned_data["revision"]:
            raise MovedOn(_("The text has been changed meanwhile: look through the list again."))
        submit_page(page, user=self.user, **form.letter())

    @cached_property
    def highlights(self) -> list[Highlight]:
        """What the content check finds in the draft."""
        parts = texts_of(self.draft)
        kept = as_json(check_texts(parts))
        return [
            Highlight(found, place_address(self.draft, found.kept.path))
            for found in shown_findings(kept, parts)
        ]

    @cached_property
    def missing(self) -> list[Missing]:
        """What must be added before the text can be sent."""
        return [
            Missing(message, place_address(self.draft, field))
            for field, message in requirements.unmet(self.draft)
        ]

    def form(self, data: Any = None) -> SubmitForm:
        """Return the form of the letter, filled with what the draft says."""
        initial = {
            "revision": str(self.page.latest_revision_id or ""),
            "happened_at": getattr(self.draft, "happened_at", None),
        }
        is_high = any(one.found.kept.is_high for one in self.highlights)
        return SubmitForm(data, initial=initial, asks_reason=is_high)

    @cached_property
    def routes(self) -> list[Route]:
        """The posts that will decide; none while the subject class is open (S082)."""
        unit = unit_of(self.page)
        subject_class = getattr(self.draft, "subject_class", unit.system)
        return routes(unit, subject_class) if subject_class else []

    def _reviewers(self) -> list[Reviewer]:
        return [
            Reviewer(
                str(route.stage.label),
                route.post,
                [person.get_full_name() for person in eligible(route).exclude(pk__in=self.authors)],
            )
            for route in self.routes
        ]

    @cached_property
    def authors(self) -> list[int]:
        """Who wrote on the text and so cannot approve it."""
        return authors_of(self.page, self.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the check list."""
        kwargs.setdefault("form", self.form())
        return super().get_context_data(
            page=self.page,
            draft=self.draft,
            missing=self.missing,
            highlights=self.highlights,
            reviewers=self._reviewers(),
            vacancies=unfilled_posts(self.routes, excluded=self.authors),
            edit_url=edit_address(self.page),
            **kwargs,
        )
