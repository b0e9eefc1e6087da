"""Approving several texts at once: each through the gate, each with its own result."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from units.models import User
from workflows.enums import Stage, Verdict
from workflows.inbox.forms import BulkForm, seal, seen_at
from workflows.inbox.listing import PER_PAGE, InboxScreen
from workflows.inbox.rows import Row, can_be_bulk, rows_of
from workflows.inbox.waiting import waiting_for
from workflows.models import StageState
from workflows.screening.enums import ProhibitedClass
from workflows.stages.actions import decide


class Result(NamedTuple):
    """What became of one text; ``reason`` says why it was not approved."""

    row: Row
    reason: str

    @property
    def is_approved(self) -> bool:
        return not self.reason


def approve_each(
    rows: Iterable[Row], *, user: User, digests: dict[int, str], sealed: str, signs_accuracy: bool
) -> list[Result]:
    """Approve texts one after the other, each in its own transaction.

    One that is refused keeps nothing else from being approved.
    """
    return [
        Result(row, _approve(row.state, user, digests[row.state.pk], sealed, signs_accuracy))
        for row in rows
    ]


def _approve(state: StageState, user: User, digest: str, sealed: str, signs_accuracy: bool) -> str:
    """Approve a text; return why it could not be, or nothing."""
    if not can_be_bulk(state):
        return _("It has findings or attachments: open it and decide by itself.")
    try:
        decide(
            state,
            user=user,
            verdict=Verdict.APPROVED,
            seen_digest=digest,
            checked_classes=ProhibitedClass.values,
            signs_accuracy=signs_accuracy and state.stage == Stage.LEADER,
            seen_at=seen_at(sealed, user, state),
        )
    except PermissionDenied as refusal:
        return str(refusal) or _("You may not decide about this.")
    except ValidationError as missing:
        return " ".join(missing.messages)
    return ""


class BulkView(InboxScreen):
    """Lists what was ticked, asks for the checks once, and shows what became of each."""

    template_name = "workflows/inbox/bulk.html"
    page_title = gettext_lazy("Approve several")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    @cached_property
    def digests(self) -> dict[int, str]:
        """What was ticked, by the ids of the stages, with the digest that was shown of each."""
        values = (value.partition(":") for value in self._values())
        found = {int(pk): digest for pk, _sep, digest in values if pk.isdecimal()}
        return dict(list(found.items())[:PER_PAGE])

    def _values(self) -> Sequence[str]:
        sent = self.request.POST if self.request.method == "POST" else self.request.GET
        return sent.getlist("item")

    @cached_property
    def rows(self) -> list[Row]:
        """What was ticked and still waits for the person."""
        return rows_of(waiting_for(self.user).filter(pk__in=self.digests))

    def form(self, data: Any = None) -> BulkForm:
        """Return the form; a unit's leader also signs for the accuracy."""
        asks = any(row.state.stage == Stage.LEADER for row in self.rows)
        shown = seal(self.user, [row.state for row in self.rows])
        return BulkForm(data, asks_accuracy=asks, initial={"shown": shown})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", self.form())
        allowed = [row for row in self.rows if row.can_be_bulk]
        context = {"rows": allowed, "left_out": [r for r in self.rows if r not in allowed]}
        return {**super().get_context_data(**kwargs), **context}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Approve each, and show the results."""
        form = self.form(request.POST)
        if form.is_valid():
            form.check_all_ticked(form.cleaned_data)
        if form.errors:
            return self.render_to_response(self.get_context_data(form=form))
        results = approve_each(
            self.rows,
            user=self.user,
            digests=self.digests,
            sealed=form.cleaned_data["shown"],
            signs_accuracy=bool(form.cleaned_data.get("signs_accuracy")),
        )
        context = {
            **super().get_context_data(),
            "results": results,
            "approved": sum(result.is_approved for result in results),
            "gone": len(self.digests) - len(self.rows),
        }
        return TemplateResponse(request, "workflows/inbox/results.html", context)
