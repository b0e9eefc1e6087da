"""What the form of a page says above itself about the page's approval."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from workflows.desk import progress
from workflows.desk.frame import PROGRESS
from workflows.desk.places import marks
from workflows.desk.progress import Step, StepState
from workflows.enums import SubmissionState
from workflows.models import Decision


def tell_status(request: HttpRequest, page: Page) -> None:
    """Tell where the page's approval stands: in review with whom, or returned and why."""
    newest = progress.submissions_of(page.pk).first()
    if newest is None:
        return
    button = messages.button(reverse(PROGRESS, args=[page.pk]), _("Progress of the approval"))
    if newest.state == SubmissionState.IN_REVIEW:
        waiting = (step for step in progress.steps(newest) if step.state == StepState.CURRENT)
        for step in waiting:
            messages.info(request, in_review(step), buttons=[button])
    elif returned := progress.last_return(newest):
        messages.warning(request, returned_text(page, returned), buttons=[button])


def in_review(step: Step) -> str:
    """Return at which stage a text waits, since when, and until when."""
    text = _(
        "In review: %(post)s, since %(since)s; due %(due)s. "
        "Nobody can change it until it is decided."
    )
    if step.is_late:
        text = _(
            "In review: %(post)s, since %(since)s; was due %(due)s. "
            "Nobody can change it until it is decided."
        )
    return text % {"post": step.post, "since": _moment(step.since), "due": _moment(step.due_at)}


def returned_text(page: Page, decision: Decision) -> str:
    """Return who sent a text back and why, with the way to the places that he marked."""
    places = marks(page, decision.marked_places, from_form=True)
    return render_to_string("workflows/desk/returned.html", {"decision": decision, "marks": places})


def _moment(at: object) -> str:
    return date_format(localtime(at), "Y-m-d H:i") if at else ""  # type: ignore[arg-type]
