"""A site goes live when nothing is missing, and what is missing is named (S034, S097, S098)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from console.enums import StepKind
from console.filings.standing import missing_people
from console.permissions import require_opener
from console.plans.standing import has_approved_plan
from console.rules.reading import unacknowledged
from console.steps import add_step
from content.models import ColumnPage
from search.models import PublishedItem
from units.models import Unit, User

# What every public page names in its footer, and where citizens turn to
NUMBERS = ("site_identification_code", "icp_number", "public_security_number")
CONTACT = ("phone", "address", "postcode", "email")


class Requirement(NamedTuple):
    """Something a site needs before it goes live, and what of it is missing."""

    label: str
    missing: list[str]


@transaction.atomic
def open_unit(unit: Unit, *, user: User | None = None) -> Unit:
    """Let a unit's site go live; doing it twice changes nothing.

    Raises ``PermissionDenied`` for anyone but the leading group (S003), and ``ValidationError`` for
    a closed unit, one without pages, and one to which something is missing, by name.
    """
    require_opener(user)
    unit = Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    if unit.opened_on and not unit.closed_on:
        return unit
    if unit.closed_on or not unit.roots.exists():
        raise ValidationError(_("%(unit)s has no pages to open.") % {"unit": unit.name})
    if missing := list(missing_for_going_live(unit)):
        raise ValidationError(
            [
                _("%(unit)s cannot go live yet: %(missing)s")
                % {"unit": unit.name, "missing": f"{one.label} ({', '.join(one.missing)})"}
                for one in missing
            ]
        )
    unit.opened_on = timezone.localdate()
    unit.save(update_fields=("opened_on",))
    add_step(unit, StepKind.OPENED, user=user, unit=unit)
    return unit


def missing_for_going_live(unit: Unit) -> Iterator[Requirement]:
    """Yield what a unit still needs before its site can go live."""
    return (one for one in requirements(unit) if one.missing)


def requirements(unit: Unit) -> list[Requirement]:
    """Return all that a site needs before it goes live, with what of it is missing."""
    plan = [] if has_approved_plan(unit) else [_("no plan is approved")]
    rules = [str(version) for version in unacknowledged(unit)]
    return [
        Requirement(_("People who answer for the site"), missing_people(unit)),
        Requirement(_("Approved plan"), plan),
        Requirement(_("Numbers in the footer"), _empty_fields(unit, NUMBERS)),
        Requirement(_("Contact"), _empty_fields(unit, CONTACT)),
        Requirement(_("Required columns filled"), empty_required_columns(unit)),
        Requirement(_("Rules acknowledged"), rules),
    ]


def empty_required_columns(unit: Unit) -> list[str]:
    """Return the titles of the required columns of a unit that show nothing yet (S034)."""
    columns = PublishedItem.objects.filter(unit=unit, item_type="column")
    required = ColumnPage.objects.filter(is_required=True).values("pk")
    filled = columns.filled_columns().values("pk")
    missing = columns.filter(page__in=required).exclude(pk__in=filled).in_tree_order()
    return list(missing.values_list("title", flat=True))


def _empty_fields(unit: Unit, names: tuple[str, ...]) -> list[str]:
    return [
        str(capfirst(Unit._meta.get_field(name).verbose_name))  # type: ignore[union-attr]
        for name in names
        if not getattr(unit, name)
    ]
