"""Requests about a whole site: opening one, laying it out otherwise, closing it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from console.blueprint_files import BlueprintError, blueprint_versions, load_blueprint
from console.building import BuildOrder, ProvisionError
from console.lifecycle.closing import announce, earliest_closing, refuse_unfit_successors
from console.models import UnitBlueprint, UnitRequest
from console.money.contractors import require_qualified
from console.provisioning import provision_units
from console.requests.enums import RequestKind
from console.requests.kinds import Kind
from console.requests.layouts import follow_layout
from units.actions import register_unit
from units.enums import Aftermath, Presence
from units.models import Unit, User
from units.tree_guard import TreeRuleError
from workflows.gate.certificates import structure


class Opening(Kind):
    """A site for a unit that has none; a second one only as an exemption (S041, S175)."""

    key = RequestKind.OPENING
    icon = "plus-inverse"
    explanation = gettext_lazy(
        "A site of the unit's own, as a channel of the portal or with its own host. The IT office "
        "reviews, the leading group decides."
    )
    fields = (
        *("purpose", "audience", "column_list", "function_text", "blueprint", "to_version"),
        *("presence", "is_exemption", "second_code", "second_name"),
    )
    required = ("purpose", "audience", "column_list", "function_text", "blueprint")

    def remember(self, request: UnitRequest) -> None:
        _name_version(request)

    def needed(self, request: UnitRequest) -> tuple[str, ...]:
        second = ("second_code", "second_name") if request.is_exemption else ()
        return (*self.required, *second)

    def check(self, request: UnitRequest) -> None:
        unit = request.unit
        _refuse_unknown_layout(request)
        if unit.is_portal or unit.closed_on:
            raise ValidationError(
                _("No site is opened for %(unit)s: it is the portal, or closed.")
                % {"unit": unit.name}
            )
        has_home = unit.roots.exists()
        if has_home and not request.is_exemption:
            raise ValidationError(
                _(
                    "%(unit)s has a site, and a unit has one site. Ask for its redesign, or for an "
                    "exemption with the code and name of a second site."
                )
                % {"unit": unit.name}
            )
        if request.is_exemption and not has_home:
            raise ValidationError(
                _("%(unit)s has no site yet: its first one needs no exemption.")
                % {"unit": unit.name}
            )
        taken = Unit.objects.filter(code=request.second_code).first()
        if request.is_exemption and taken:
            raise ValidationError(
                _("The code %(code)s belongs to %(unit)s. Please choose another one.")
                % {"code": taken.code, "unit": taken.name}
            )

    def carry_out(self, request: UnitRequest, *, user: User) -> dict[str, Any]:
        unit = self._second_unit(request) if request.is_exemption else request.unit
        order = BuildOrder(
            blueprint=load_blueprint(request.blueprint, request.to_version),
            presence=Presence(request.presence),
            opens=False,
        )
        try:
            result = provision_units([unit], order)
        except ProvisionError as error:
            raise ValidationError(str(error)) from error
        if unit.pk not in {done.pk for done in result.done}:
            raise ValidationError(_("%(unit)s has pages already.") % {"unit": unit.name})
        return {"site": unit.code, "layout": str(order.blueprint)}

    def _second_unit(self, request: UnitRequest) -> Unit:
        """Register the unit of a second site, below the one that asked."""
        unit = request.unit
        request.made_unit = register_unit(
            code=request.second_code,
            name=request.second_name,
            short_name=request.second_name[:40],
            kind=unit.kind,
            system=unit.system,
            level=unit.level,
            parent=unit,
            funding=unit.funding,
            duty=request.function_text[:200],
        )
        return request.made_unit


class Redesign(Kind):
    """Another layout for a site, made by a contractor between two days (S012, S032)."""

    key = RequestKind.REDESIGN
    icon = "view"
    explanation = gettext_lazy(
        "Another layout version for the unit's site, with the contractor and the days of the work. "
        "The leading group decides; it can be rolled back."
    )
    fields = ("purpose", "blueprint", "to_version", "contractor", "starts_on", "ends_on")
    required = ("purpose", "blueprint", "contractor", "starts_on", "ends_on")

    def remember(self, request: UnitRequest) -> None:
        _name_version(request)

    def check(self, request: UnitRequest) -> None:
        _refuse_unknown_layout(request)
        row = UnitBlueprint.objects.filter(unit=request.unit).first()
        if row is None or not request.unit.roots.exists():
            raise ValidationError(
                _("%(unit)s has no site yet; ask for its opening.") % {"unit": request.unit.name}
            )
        if (row.name, row.version) == (request.blueprint, request.to_version):
            raise ValidationError(
                _("The site has this layout already: %(layout)s v%(version)s.")
                % {"layout": row.name, "version": row.version}
            )
        if request.contractor:
            require_qualified(request.contractor, timezone.localdate())

    def carry_out(self, request: UnitRequest, *, user: User) -> dict[str, Any]:
        row = UnitBlueprint.objects.select_for_update(of=("self",)).get(unit=request.unit)
        request.from_blueprint, request.from_version = row.name, row.version
        return apply_layout(
            row,
            request,
            name=request.blueprint,
            version=_said(request.to_version),
            reason=_("Redesign"),
            user=user,
        )


def roll_back(request: UnitRequest, *, user: User) -> dict[str, Any]:
    """Bring a redesigned site back to the layout it had before; return facts for the trail.

    Raises ``ValidationError`` when it has got yet another layout since.
    """
    row = UnitBlueprint.objects.select_for_update(of=("self",)).get(unit=request.unit)
    if (row.name, row.version) != (request.blueprint, request.to_version):
        raise ValidationError(
            _("The site has another layout by now: %(layout)s v%(version)s.")
            % {"layout": row.name, "version": row.version}
        )
    return apply_layout(
        row,
        request,
        name=request.from_blueprint,
        version=_said(request.from_version),
        reason=_("Redesign rolled back"),
        user=user,
    )


def apply_layout(
    row: UnitBlueprint, request: UnitRequest, *, name: str, version: int, reason: str, user: User
) -> dict[str, Any]:
    """Bring the site of a request to a layout under a certificate; return facts for the trail.

    Raises ``ValidationError`` where columns that the unit filled have no place in the layout.
    """
    with structure(
        [request.unit],
        reason=reason,
        user=user,
        blueprint_name=name,
        blueprint_version=version,
    ):
        try:
            change = follow_layout(row, name, version, request=request)
        except TreeRuleError as error:
            raise ValidationError(
                _("The unit's own columns stand in the way of this layout: %(reason)s")
                % {"reason": error}
            ) from error
    change.save()
    return {
        "before": f"{change.from_blueprint} v{change.from_version}",
        "after": f"{change.blueprint} v{change.to_version}",
    }


class Closing(Kind):
    """The end of a site, announced before it comes."""

    key = RequestKind.CLOSING
    icon = "cross"
    explanation = gettext_lazy(
        "The end of the unit's site on a day, announced to its readers before, with the unit that "
        "goes on with its work. The leading group decides."
    )
    fields = ("purpose", "closes_on", "aftermath", "successors")
    required = ("purpose", "closes_on", "aftermath")

    def check(self, request: UnitRequest) -> None:
        unit = request.unit
        if unit.is_portal or unit.opened_on is None or unit.closed_on:
            raise ValidationError(
                _("%(unit)s has no open site that could close.") % {"unit": unit.name}
            )
        if request.closes_on and request.closes_on < earliest_closing():
            raise ValidationError(
                _("The public is told before: %(day)s is the earliest day.")
                % {"day": earliest_closing().isoformat()}
            )
        moves = request.aftermath == Aftermath.MOVED
        refuse_unfit_successors(unit, request.successors.order_by("pk"), needs_one=moves)

    def carry_out(self, request: UnitRequest, *, user: User) -> dict[str, Any]:
        successors = list(request.successors.order_by("pk"))
        announce(
            request.unit,
            closes_on=_said(request.closes_on),
            aftermath=Aftermath(request.aftermath),
            user=user,
            reason=request.purpose,
            successors=successors,
        )
        return {"closes_on": request.closes_on, "successors": [one.code for one in successors]}


def _name_version(request: UnitRequest) -> None:
    """Take the latest version of a blueprint where none is named."""
    if request.blueprint and request.to_version is None:
        request.to_version = max(blueprint_versions(request.blueprint), default=None)


def _refuse_unknown_layout(request: UnitRequest) -> None:
    if not request.blueprint:
        return
    try:
        load_blueprint(request.blueprint, request.to_version)
    except BlueprintError as error:
        raise ValidationError(str(error)) from error


def _said(value: Any) -> Any:
    """Return what a request says; raises ``ValidationError`` where it says nothing."""
    if value is None:
        raise ValidationError(_("The request does not say everything."))
    return value
