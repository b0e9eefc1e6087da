"""Parts of the install that can be on for some units first, and for all later (S145, S185).

An app registers each :class:`Feature` in its ``AppConfig.ready`` and asks :func:`feature_is_on`
where it serves it: off means that it is neither served nor listed. The IT office switches it, and
one upgrade serves all units.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from units import addresses
from units.addresses import AddressBook, address_book
from units.entries import UnitEntry
from units.enums import FeatureScope
from units.models import FeatureSwitch, Unit, User
from units.permissions import require_manager
from units.querysets import UnitQuerySet

FEATURE_SWITCHED = "batong.feature_switched"


@dataclass(frozen=True)
class Feature:
    """Something that units have or have not; ``default_scope`` holds until it is first switched."""

    key: str
    label: str | Promise
    description: str | Promise
    default_scope: FeatureScope = FeatureScope.NOWHERE


@dataclass(frozen=True, slots=True)
class Switch:
    """Where a feature is on, as it is stored; ``units`` holds ids and counts for a pilot only."""

    scope: FeatureScope
    units: frozenset[int] = frozenset()


class UnknownFeature(LookupError):
    """No app has registered a feature of this key."""

    def __init__(self, key: str) -> None:
        known = ", ".join(sorted(_features)) or "none"
        super().__init__(f"No app registers a feature named {key}; registered are: {known}.")


class _Kept(threading.local):
    """The switches this thread read last, and the address book that was current then."""

    book: AddressBook | None = None
    switches: Mapping[str, Switch] = {}


_features: dict[str, Feature] = {}
_kept = _Kept()


def register_feature(feature: Feature) -> None:
    """Make a feature known; its key is taken once, and a pilot is no default."""
    if feature.default_scope == FeatureScope.PILOT:
        raise ImproperlyConfigured(f"{feature.key} is on nowhere or everywhere by default.")
    known = _features.setdefault(feature.key, feature)
    if known != feature:
        raise ImproperlyConfigured(f"There is a feature named {feature.key} already.")


def registered_features() -> tuple[Feature, ...]:
    """Return all features in the order they were registered."""
    return tuple(_features.values())


def feature(key: str) -> Feature:
    """Return a feature; raise :class:`UnknownFeature` if no app has registered it."""
    try:
        return _features[key]
    except KeyError:
        raise UnknownFeature(key) from None


def switch_of(key: str) -> Switch:
    """Return where a feature is on; raise :class:`UnknownFeature` for one nobody registers."""
    known = feature(key)
    return _switches().get(key) or Switch(known.default_scope)


def feature_is_on(key: str, unit: Unit | UnitEntry) -> bool:
    """Say whether a unit has a feature, as a rule without asking the database.

    Raises :class:`UnknownFeature` for a key that no app registers.
    """
    switch = switch_of(key)
    if switch.scope == FeatureScope.PILOT:
        return unit.id in switch.units
    return switch.scope == FeatureScope.EVERYWHERE


def units_with_feature(key: str) -> UnitQuerySet:
    """Return the units that have a feature, that of the portal among them."""
    switch = switch_of(key)
    units = Unit.objects.all()
    if switch.scope == FeatureScope.PILOT:
        return units.filter(pk__in=switch.units)
    return units if switch.scope == FeatureScope.EVERYWHERE else units.none()


@transaction.atomic
def switch_feature(
    key: str,
    scope: FeatureScope,
    units: Iterable[Unit] | None = None,
    *,
    user: User | None = None,
) -> FeatureSwitch:
    """Have a feature on nowhere, in ``units``, or everywhere; None leaves the named units alone.

    Switching to what is already so changes and logs nothing. Raises ``PermissionDenied`` for
    anyone but the IT office (S173), :class:`UnknownFeature`, and ``ValidationError`` for a pilot
    in no unit.
    """
    require_manager(user)
    default = feature(key).default_scope
    FeatureSwitch.objects.get_or_create(key=key, defaults={"scope": default})
    row = FeatureSwitch.objects.select_for_update().get(key=key)
    before = _stored(row)
    ids = before.units if units is None else frozenset(unit.pk for unit in units)
    after = Switch(FeatureScope(scope), ids)
    if after.scope == FeatureScope.PILOT and not after.units:
        raise ValidationError(_("Name at least one unit that has the feature."))
    if after != before:
        row.scope = after.scope
        row.save(update_fields=("scope",))
        row.units.set(after.units)
        _record(row, before, after, user)
    addresses.forget()
    return row


def _stored(row: FeatureSwitch) -> Switch:
    return Switch(FeatureScope(row.scope), frozenset(row.units.values_list("pk", flat=True)))


def _record(row: FeatureSwitch, before: Switch, after: Switch, user: User | None) -> None:
    codes = dict(Unit.objects.filter(pk__in=before.units ^ after.units).values_list("pk", "code"))
    log(
        instance=row,
        action=FEATURE_SWITCHED,
        user=user,
        data={
            "before": before.scope,
            "after": after.scope,
            "added": sorted(codes[pk] for pk in after.units - before.units),
            "removed": sorted(codes[pk] for pk in before.units - after.units),
        },
    )


def _switches() -> Mapping[str, Switch]:
    """Return what is stored, read again whenever the address book is."""
    book = address_book()
    if _kept.book is not book:
        _kept.switches, _kept.book = _read(), book
    return _kept.switches


def _read() -> dict[str, Switch]:
    rows = FeatureSwitch.objects.prefetch_related("units")
    return {
        row.key: Switch(FeatureScope(row.scope), frozenset(unit.pk for unit in row.units.all()))
        for row in rows
    }
