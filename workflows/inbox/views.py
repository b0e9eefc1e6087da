"""One item of the inbox: reading it, previewing it, and deciding about it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from workflows.enums import Verdict
from workflows.errors import Incomplete, MovedOn
from workflows.inbox import reasons
from workflows.inbox.filters import as_query, narrowed_by_address
from workflows.inbox.forms import DecisionForm, seal, seen_at
from workflows.inbox.item import Item
from workflows.inbox.listing import InboxScreen
from workflows.inbox.waiting import next_after, waiting_for
from workflows.models import StageState
from workflows.permissions import (
    user_can_decide,
    user_can_read_submission,
    user_can_recall,
    user_can_reroute,
)
from workflows.stages.actions import decide, mark_seen

HTTP_CONFLICT = 409


class ItemScreen(InboxScreen):
    """A screen about one stage of one text; unknown (404) to those who may not read it."""

    template_name = "workflows/inbox/item.html"
    item: Item

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the stage, or answer as if there were none."""
        super().setup(request, *args, **kwargs)
        state = get_object_or_404(StageState.objects.for_list(), pk=kwargs["pk"])
        if not user_can_read_submission(self.user, state.submission):
            raise Http404
        self.item = Item(state, request)

    @property
    def state(self) -> StageState:
        return self.item.state

    @property
    def query(self) -> str:
        """The filters of the list that the person came from, as the query of an address."""
        return as_query(self.request.GET)

    def get_page_title(self) -> str:
        return self.item.submission.page_title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    def form(self) -> DecisionForm | None:
        """Return the form for those who may decide about what they are shown; else None."""
        if self.item.has_moved or not user_can_decide(self.user, self.state):
            return None
        initial = {"digest": self.item.digest, "shown": seal(self.user, [self.state])}
        return DecisionForm(state=self.state, places=self.item.places, initial=initial)

    def links(self) -> dict[str, str]:
        """Return what else the person may do, by the addresses of pages of their own."""
        page = self.item.submission.page
        found = {"progress": reverse("approval_progress", args=(page.pk,))} if page else {}
        if self.item.is_open and user_can_reroute(self.user, self.state):
            found["reroute"] = reverse("approval_reroute", args=(self.state.pk,))
        if page is not None and page.live and user_can_recall(self.user, page.specific):
            found["recall"] = reverse("approval_recall", args=(page.pk,))
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None) or self.form()
        return {
            **super().get_context_data(**kwargs),
            "item": self.item,
            "form": form,
            "links": self.links(),
            "query": self.query,
            "chips": {"returning": reasons.RETURNING, "approving": reasons.APPROVING},
            "inbox_url": reverse("approval_inbox") + self.query,
        }


class ItemView(ItemScreen):
    """The text that waits, and what is known about it; reading it writes nothing."""

    http_method_names = ["get", "head"]


class SeenView(ItemScreen):
    """Told by the browser that the item has been opened: what is read by GET writes nothing."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Note it in the ledger, once, for those who may decide."""
        mark_seen(self.state, user=self.user)
        return HttpResponse(status=204)


class PreviewView(ItemScreen):
    """The page as the public would see it."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        page = self.item.text
        if page is None:
            raise Http404
        response: HttpResponse = page.make_preview_request(request, page.default_preview_mode)
        response["Cache-Control"] = "no-store, private"
        return response


class DecideView(ItemScreen):
    """Approves or returns, then shows what comes next."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Decide; ask again where there are findings, or where something is missing."""
        if not self.item.is_open:
            return self.moved_on(_("Somebody has decided about it, or it was withdrawn."))
        if not user_can_decide(self.user, self.state):
            raise PermissionDenied(_("You may read this, but the decision is somebody else’s."))
        form = DecisionForm(request.POST, state=self.state, places=self.item.places)
        if not form.is_valid():
            return self.shown(self.template_name, form=form)
        if self.must_confirm(form):
            return self.shown("workflows/inbox/confirm.html", form=form)
        return self.decided(form)

    def must_confirm(self, form: DecisionForm) -> bool:
        """Say whether to ask once more: approving in spite of findings."""
        is_approval = form.cleaned_data["verdict"] == Verdict.APPROVED
        has_findings = bool(self.item.submission.findings)
        return is_approval and has_findings and not form.cleaned_data["confirmed"]

    def decided(self, form: DecisionForm) -> HttpResponse:
        """Carry the decision out, or show why it cannot be."""
        seen = seen_at(form.cleaned_data["shown"], self.user, self.state)
        try:
            decide(self.state, user=self.user, seen_at=seen, **form.values())
        except MovedOn as refusal:
            return self.moved_on(str(refusal))
        except Incomplete as missing:
            add_errors(form, missing)
            return self.shown(self.template_name, form=form)
        return self.go_on(Verdict(form.cleaned_data["verdict"]))

    def go_on(self, verdict: Verdict) -> HttpResponse:
        """Lead to the next item of the list, or back to the empty inbox."""
        rest = narrowed_by_address(waiting_for(self.user), self.request.GET)
        following = next_after(rest, self.state)
        left = rest.count() if following else 0
        messages.success(
            self.request, " ".join(filter(None, (self.done(verdict), left_over(left))))
        )
        if following is None:
            return redirect(reverse("approval_inbox"))
        return redirect(reverse("approval_item", args=(following.pk,)) + self.query)

    def done(self, verdict: Verdict) -> str:
        """Return what has just happened, in words."""
        told = {
            Verdict.APPROVED: _("Approved: “%(title)s”."),
            Verdict.RETURNED: _("Returned: “%(title)s”."),
        }
        return told[verdict] % {"title": self.item.submission.page_title}

    def moved_on(self, reason: str) -> HttpResponse:
        """Say that nothing was decided, and where the text stands now."""
        self.item.submission.refresh_from_db(fields=("state",))
        newest = self.item.submission.stages.order_by("-pk").first()
        return self.shown(
            "workflows/inbox/moved.html", status=HTTP_CONFLICT, reason=reason, newest=newest
        )

    def shown(self, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
        return TemplateResponse(
            self.request, template, self.get_context_data(**context), status=status
        )


def left_over(count: int) -> str:
    """Return how much still waits, in words."""
    if not count:
        return _("Nothing else waits for you.")
    text = ngettext("%(count)d more waits for you.", "%(count)d more wait for you.", count)
    return text % {"count": count}


def add_errors(form: Form, error: ValidationError) -> None:
    """Put what an action misses beside the fields; what has no field goes above them all."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, messages_of_field in error.message_dict.items():
        field = name if name in form.fields else None
        for message in messages_of_field:
            form.add_error(field, message)
