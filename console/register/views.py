"""The screen of one unit."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.forms import Form
from django.http import Http404
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from console.office.screens import Deed, DeedScreen
from console.permissions import (
    user_reads_unit,
)
from console.register.actions import switch_unit
from console.register.facts import UnitFacts, facts_of
from console.register.forms import PresenceForm
from console.register.links import links_to
from console.register.run_views import UNITS
from units.enums import Presence, UnitState
from units.permissions import user_can_manage_units, user_sees_everybody


class UnitView(DeedScreen):
    """Where a unit stands; its own people read it, and the IT office switches its presence."""

    template_name = "console/register/unit.html"
    page_title = gettext_lazy("Unit")

    def require(self) -> None:
        if not user_reads_unit(self.user, self.facts.unit):
            raise Http404("There is no such unit.")

    @cached_property
    def facts(self) -> UnitFacts:
        """What is known of the unit."""
        page = self.request.GET.get("steps", "1")
        found = facts_of(self.kwargs["code"], day=timezone.localdate(), page=page)
        if found is None:
            raise Http404("There is no such unit.")
        return found

    @property
    def above(self) -> Any:  # type: ignore[override]
        """Lead to the list who may read it."""
        return (UNITS,) if user_sees_everybody(self.user) else ()

    def get_page_subtitle(self) -> str:
        return str(self.facts.unit.name)

    def subject(self) -> Model:
        unit: Model = self.facts.unit
        return unit

    def deeds(self) -> dict[str, tuple[str | Promise, type[Form], Deed]]:
        """Let the IT office switch the presence of a unit that is not closed."""
        if not user_can_manage_units(self.user) or self.facts.unit.closed_on:
            return {}
        return {"presence": (gettext_lazy("Switch presence"), PresenceForm, self._switch)}

    def _switch(self, cleaned: dict[str, Any]) -> str:
        presence = Presence(cleaned["presence"])
        switch_unit(
            self.facts.unit,
            presence,
            host=cleaned["host"],
            reason=cleaned["reason"],
            user=self.user,
        )
        return _("The unit now appears as: %(presence)s") % {"presence": presence.label}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "facts": self.facts,
            "unit": self.facts.unit,
            "state": UnitState(self.facts.unit.state).label,
            "steps": self.facts.steps,
            "links": links_to(self.facts.unit),
        }
