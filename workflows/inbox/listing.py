"""The lists of the inbox: what waits, what the person decided, and all that is in review."""

from __future__ import annotations

from typing import Any, ClassVar, NamedTuple, cast

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from units.enums import SUPERVISORS
from units.models import User
from units.workbench.posts import posts_of
from workflows.inbox.filters import FilterForm, Held, as_query, held_by, narrowed
from workflows.inbox.rows import decided_rows, rows_of
from workflows.inbox.waiting import (
    all_in_review,
    count_waiting,
    note_waiting,
    waiting_for,
)
from workflows.models import Decision
from workflows.querysets import StageStateQuerySet
from workflows.timing.working_days import calendar_warning

PER_PAGE = 25


class Tab(NamedTuple):
    """One of the lists."""

    label: str | Promise
    url: str
    is_current: bool
    number: int | None = None


class CountedPaginator(Paginator[Any]):
    """Pages of rows whose number is already known."""

    def __init__(self, rows: QuerySet[Any], per_page: int, known: int) -> None:
        super().__init__(rows, per_page)
        self.count = known


class InboxScreen(WagtailAdminTemplateMixin, TemplateView):
    """What all screens of the inbox have in common."""

    request: HttpRequest
    header_icon = "tasks"
    page_title = _("Approval")
    url_name: ClassVar[str] = "approval_inbox"

    @property
    def user(self) -> User:
        """Who asks; the admin lets in nobody who has not signed in."""
        return cast(User, self.request.user)

    @property
    def reads_all(self) -> bool:
        """Say whether the person may read all that is in review."""
        return posts_of(self.request).has(*SUPERVISORS)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = [{"url": reverse("approval_inbox"), "label": _("Approval")}]
        return [*self.breadcrumbs_items, *here]

    def tabs(self) -> list[Tab]:
        """Return the lists that the person has."""
        waiting = count_waiting(self.request)
        lists: list[tuple[str | Promise, str, int | None]] = [
            (_("Waiting for me"), "approval_inbox", waiting),
            (_("Decided by me"), "approval_decided", None),
        ]
        if self.reads_all:
            lists.append((_("All in review"), "approval_all", None))
        return [
            Tab(label, reverse(name), name == self.url_name, count) for label, name, count in lists
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "tabs": self.tabs()}


class InboxView(InboxScreen):
    """What waits for the person's decision, the most urgent first."""

    template_name = "workflows/inbox/list.html"
    is_bulk: ClassVar[bool] = True

    def stages(self) -> StageStateQuerySet:
        """Return all that the list is made of."""
        return waiting_for(self.user)

    @cached_property
    def held(self) -> list[Held]:
        """What there is to choose from in the filters, and how much of each; one query."""
        return held_by(self.stages())

    @cached_property
    def total(self) -> int:
        """How many there are without filters."""
        return sum(held.number for held in self.held)

    def note_total(self) -> None:
        """Spare the menu and the tabs to count once more."""
        note_waiting(self.request, self.total)

    @cached_property
    def form(self) -> FilterForm:
        """The filters."""
        form = FilterForm(self.request.GET)
        form.offer(self.held)
        return form

    def shown(self) -> Page[Any]:
        """Return the page of the list that the address asks for."""
        stages, total = self.stages(), self.total
        if self.form.is_active:
            stages = narrowed(stages, self.form.cleaned_data)
            total = stages.count()
        return CountedPaginator(stages, PER_PAGE, total).get_page(self.request.GET.get("p"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.note_total()
        shown = self.shown()
        rows = rows_of(shown, as_query(self.request.GET))
        return {
            **super().get_context_data(**kwargs),
            "shown": shown,
            "rows": rows,
            "form": self.form,
            "list_url": reverse(self.url_name),
            "calendar_warning": calendar_warning(),
            "is_bulk": self.is_bulk and any(row.can_be_bulk for row in rows),
        }


class AllView(InboxView):
    """All that is in review, for those who supervise."""

    url_name = "approval_all"
    is_bulk = False

    def stages(self) -> StageStateQuerySet:
        if not self.reads_all:
            raise PermissionDenied
        return all_in_review()

    def note_total(self) -> None:
        """What the person may decide is another number."""


class DecidedView(InboxScreen):
    """What the person decided, the latest first."""

    template_name = "workflows/inbox/decided.html"
    url_name = "approval_decided"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        decisions = (
            Decision.objects.filter(person=self.user)
            .select_related("submission__unit", "delegation__giver")
            .order_by("-pk")
        )
        shown = Paginator(decisions, PER_PAGE).get_page(self.request.GET.get("p"))
        rows = decided_rows(list(shown))
        return {**super().get_context_data(**kwargs), "shown": shown, "rows": rows}
