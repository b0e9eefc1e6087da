"""The screen of one unit's site team: who answers, who did, and filing it anew."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from console.filings.actions import file_team
from console.filings.enums import FilingState
from console.filings.forms import team_form
from console.filings.permissions import unit_read_by
from console.filings.standing import (
    Responsible,
    is_at_work,
    missing_posts,
    responsible_on,
    team_history,
    team_of,
    teams_of,
    with_filing_state,
)
from console.models import Filing, Step
from console.office.forms import DayForm
from console.office.screens import Deed, DeedScreen
from console.permissions import user_can_file
from console.steps import subject_name
from units.models import Unit

FILINGS_SHOWN = 10
VACANCIES_SHOWN = 10


class TeamView(DeedScreen):
    """The team of one unit."""

    template_name = "console/filings/team.html"
    header_icon = "group"
    page_title = gettext_lazy("Site team")
    above = ((gettext_lazy("Site teams"), "console_filings_list"),)
    unit: Unit

    def require(self) -> None:
        """Find the unit; refuse who may not read about it."""
        self.unit = unit_read_by(self.user, self.kwargs["code"])

    def get_page_subtitle(self) -> str:
        return self.unit.name

    def deeds(self) -> dict[str, Any]:
        """Let the unit's leaders and operators file its team."""
        if self.unit.closed_on or not user_can_file(self.user, self.unit):
            return {}
        team = teams_of([self.unit]).get(self.unit.pk)
        label = gettext_lazy("File the changed team") if team else gettext_lazy("File the team")
        carry_out: Deed = self._file
        return {"file": (label, team_form(self.unit, team), carry_out)}

    def _file(self, data: dict[str, Any]) -> str:
        filing = file_team(
            self.unit,
            user=self.user,
            head=data["head"],
            deputy=data["deputy"],
            operators=list(data["operators"]),
            members=list(data["members"]),
            effective_on=data["effective_on"],
            note=data["note"],
        )
        told = _("The team is filed, in effect from %(day)s.") % {"day": filing.effective_on}
        missing = self._missing()
        if not missing:
            return told
        return _("%(told)s Still to be filed: %(posts)s") % {
            "told": told,
            "posts": ", ".join(missing),
        }

    def subject(self) -> Model:
        """Return the unit; its filings' steps are put in the place of its own."""
        return self.unit

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        state = with_filing_state(Unit.objects.filter(pk=self.unit.pk)).get()
        history = self._history()
        day_form = DayForm(self.request.GET if "day" in self.request.GET else None)
        day = day_form.cleaned_data["day"] if day_form.is_valid() else None
        steps = Step.objects.filter(
            subject=subject_name(Filing), subject_id__in=[filing.pk for filing in history]
        )
        return {
            **super().get_context_data(**kwargs),
            "unit": self.unit,
            "state": FilingState(state.filing_state),
            "missing": [post.label for post in missing_posts(state)],
            "history": history,
            "teams": [team_of(filing) for filing in history],
            "posts": self._posts(),
            "vacancies": self.unit.vacancies.order_by("-id")[:VACANCIES_SHOWN],
            "day_form": day_form,
            "day": day,
            "answered": self._on(day),
            "steps": steps.select_related("person").order_by("-id"),
        }

    def _on(self, day: datetime.date | None) -> Responsible | None:
        return responsible_on(self.unit, day) if day else None

    def _missing(self) -> list[str]:
        state = with_filing_state(Unit.objects.filter(pk=self.unit.pk)).get()
        return [str(post.label) for post in missing_posts(state)]

    def _posts(self) -> list[dict[str, Any]]:
        """Return each post with the people filed last, and whether they are still at work."""
        team = teams_of([self.unit]).get(self.unit.pk)
        if team is None:
            return []
        rows = [(str(post.label), people) for post, people in team.posts]
        rows.append((_("Other members of the team"), team.members))
        return [
            {"label": label, "people": [(person, is_at_work(person)) for person in people]}
            for label, people in rows
        ]

    def _history(self) -> Page[Filing]:
        filings = team_history(self.unit)
        return Paginator(filings, FILINGS_SHOWN).get_page(self.request.GET.get("p"))
