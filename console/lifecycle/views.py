"""The screen of a unit's beginning and end."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import Form
from django.shortcuts import get_object_or_404
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from console.lifecycle.closing import announce, call_off, close_unit
from console.lifecycle.forms import AnnounceForm, MergeForm, RenameForm, SplitForm
from console.lifecycle.going_live import open_unit, requirements
from console.lifecycle.merging import merge_units, rename_unit, split_unit
from console.models import Succession
from console.office.forms import NothingForm, ReasonForm
from console.office.screens import Deed, DeedScreen
from console.permissions import user_reads_unit
from units.enums import Aftermath
from units.models import Unit
from units.permissions import user_can_lead, user_can_manage_units

Deeds = dict[str, tuple[str | Promise, type[Form], Deed]]


class LifecycleScreen(DeedScreen):
    """What a site still needs to go live, its closing, its names and its successors."""

    template_name = "console/lifecycle/unit.html"
    page_title = gettext_lazy("Going live and closing")
    header_icon = "site"
    unit: Unit

    def require(self) -> None:
        """Refuse everybody who may not read about the unit."""
        units = Unit.objects.real().with_state()
        self.unit = get_object_or_404(units, code=self.kwargs["code"])
        if not user_reads_unit(self.user, self.unit):
            raise PermissionDenied(_("This is another unit's."))

    def get_page_subtitle(self) -> str:
        return self.unit.name

    def subject(self) -> Unit:
        return self.unit

    def deeds(self) -> Deeds:
        """Offer what the unit's state and the person's role allow."""
        found: Deeds = {}
        if user_can_lead(self.user):
            found |= self._of_leading_group()
        if user_can_manage_units(self.user) and not self.unit.closed_on:
            found["rename"] = (_("Give another name"), RenameForm, self._rename)
        return found

    def _of_leading_group(self) -> Deeds:
        unit = self.unit
        if unit.closed_on:
            return {}
        found: Deeds = {}
        if unit.roots.exists() and not unit.opened_on:
            found["open"] = (_("Let the site go live"), NothingForm, self._open)
        if unit.opened_on:
            found["announce"] = (_("Announce the closing"), AnnounceForm, self._announce)
        if unit.closes_on:
            found["close"] = (_("Close the site now"), NothingForm, self._close)
            found["call_off"] = (_("Call the closing off"), ReasonForm, self._call_off)
        found["merge"] = (_("Merge into another unit"), MergeForm, self._merge)
        found["split"] = (_("Split into several units"), SplitForm, self._split)
        return found

    def _open(self, data: dict[str, Any]) -> str:
        open_unit(self.unit, user=self.user)
        return _("The site is live.")

    def _announce(self, data: dict[str, Any]) -> str:
        announce(self.unit, user=self.user, **_with_aftermath(data))
        return _("The site tells its readers of the closing.")

    def _call_off(self, data: dict[str, Any]) -> str:
        call_off(self.unit, user=self.user, reason=data["reason"])
        return _("The closing is called off.")

    def _close(self, data: dict[str, Any]) -> str:
        close_unit(self.unit, user=self.user)
        return _("The site is closed.")

    def _rename(self, data: dict[str, Any]) -> str:
        rename_unit(self.unit, user=self.user, **data)
        return _("The unit has its new name.")

    def _merge(self, data: dict[str, Any]) -> str:
        merge_units([self.unit], user=self.user, **_with_aftermath(data))
        return _("The unit has ended; another one goes on with its work.")

    def _split(self, data: dict[str, Any]) -> str:
        split_unit(self.unit, user=self.user, **_with_aftermath(data))
        return _("The unit has ended; others go on with its work.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        of_unit = Succession.objects.filter(unit=self.unit).select_related("successor")
        return {
            **super().get_context_data(**kwargs),
            "unit": self.unit,
            "requirements": requirements(self.unit) if not self.unit.opened_on else [],
            "successors": self.unit.successors.order_by("id"),
            "successions": of_unit,
        }


def _with_aftermath(data: dict[str, Any]) -> dict[str, Any]:
    into = data.get("into")
    several = {"into": list(into)} if isinstance(into, QuerySet) else {}
    named = {"successors": list(data["successors"])} if "successors" in data else {}
    return {**data, **several, **named, "aftermath": Aftermath(data["aftermath"])}
