"""How much of the install each unit may use, and how much of it is used (S200).

A number that a unit does not say for itself is its level's, else that of the levels above, else the
city's own, which stands here. What is counted belongs to the app that owns the thing: it registers
a :class:`Measure` in its ``AppConfig.ready`` and asks :func:`require_room` before it adds one more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from units.enums import LEVELS_UPWARDS, Level
from units.models import LevelSettings, Membership, Quotas, Unit, User

# What a unit may use where neither it nor a level says otherwise.
CITY_MAX_PEOPLE = 20
CITY_MAX_STORAGE = 5_120  # MB
CITY_MAX_EXTRA_COLUMNS = 10

MEGABYTE = 1024 * 1024
WARNING_PERCENT = 80

PEOPLE = "people"
STORAGE = "storage"
EXTRA_COLUMNS = "extra_columns"


class QuotaNumbers(NamedTuple):
    """What holds for one unit: people, megabytes of files, columns beside the blueprint's."""

    people: int = CITY_MAX_PEOPLE
    storage: int = CITY_MAX_STORAGE
    extra_columns: int = CITY_MAX_EXTRA_COLUMNS


@dataclass(frozen=True)
class Measure:
    """Something that has a quota.

    ``key`` names a field of :class:`QuotaNumbers`; ``used_by`` counts for many units at once, by
    the id of the unit, at a cost that does not grow with them (units without any may be missing);
    ``scale`` is how many of what it counts make one of the quota; ``tell`` writes an amount.
    """

    key: str
    label: str | Promise
    unit_label: str | Promise
    used_by: Callable[[Sequence[Unit]], Mapping[int, int]]
    tell: Callable[[int], str] = str
    scale: int = 1


@dataclass(frozen=True)
class Usage:
    """How much of one quota a unit uses, counted as its measure counts."""

    measure: Measure
    used: int
    limit: int

    @property
    def label(self) -> str:
        """What is counted, as a heading."""
        return str(capfirst(str(self.measure.label)))

    @property
    def unit_label(self) -> str:
        """The unit the quota is given in, such as MB."""
        return str(self.measure.unit_label)

    @property
    def percent(self) -> int:
        """The share in use, rounded down; a quota of nothing is always in full use."""
        return self.used * 100 // self.limit if self.limit else 100

    @property
    def is_warning(self) -> bool:
        """Say whether the unit should be warned: four fifths are in use."""
        return self.percent >= WARNING_PERCENT

    @property
    def is_full(self) -> bool:
        """Say whether nothing more may be added."""
        return self.used >= self.limit

    @property
    def used_text(self) -> str:
        """What is in use, as it is written."""
        return self.measure.tell(self.used)

    @property
    def limit_text(self) -> str:
        """What may be used, as it is written."""
        return self.measure.tell(self.limit)

    @property
    def text(self) -> str:
        """Both in one phrase."""
        return _("%(used)s of %(limit)s (%(percent)s%%)") % {
            "used": self.used_text,
            "limit": self.limit_text,
            "percent": self.percent,
        }


class QuotaReached(PermissionDenied):
    """Something was about to be stored beyond a quota, past the form that would have said so."""


_measures: dict[str, Measure] = {}


def register_measure(measure: Measure) -> None:
    """Let a quota be counted; a second measure for the same quota raises ``ValueError``."""
    if measure.key not in QuotaNumbers._fields:
        raise ValueError(f"There is no quota named {measure.key}.")
    known = _measures.setdefault(measure.key, measure)
    if known != measure:
        raise ValueError(f"The quota {measure.key} is measured already.")


def measures() -> tuple[Measure, ...]:
    """Return what is counted, in the order of :class:`QuotaNumbers`."""
    return tuple(_measures[key] for key in QuotaNumbers._fields if key in _measures)


def quotas_by_unit(units: Iterable[Unit]) -> dict[int, QuotaNumbers]:
    """Return what holds for each unit, by its id, in one query however many there are."""
    levels = {row.level: row for row in LevelSettings.objects.all()}
    return {unit.pk: _resolve(unit, levels) for unit in units}


def quota_of(unit: Unit) -> QuotaNumbers:
    """Return what holds for a unit: its own numbers, its level's, those above, or the city's."""
    return quotas_by_unit([unit])[unit.pk]


def _resolve(unit: Unit, levels: Mapping[str, LevelSettings]) -> QuotaNumbers:
    start = LEVELS_UPWARDS.index(Level(unit.level))
    above = [levels[level] for level in LEVELS_UPWARDS[start:] if level in levels]
    said = {key: _first_said(key, [unit, *above]) for key in QuotaNumbers._fields}
    return QuotaNumbers(**{key: number for key, number in said.items() if number is not None})


def _first_said(key: str, sources: Iterable[Quotas]) -> int | None:
    """Return the first number that is given; nought is a number too."""
    numbers = (getattr(source, f"max_{key}") for source in sources)
    return next((number for number in numbers if number is not None), None)


def usages_by_unit(units: Sequence[Unit], *keys: str) -> dict[int, dict[str, Usage]]:
    """Return the usages of many units, by unit id and key, in one query a measure and one more.

    ``keys`` chooses measures; all are taken when none is named.
    """
    numbers = quotas_by_unit(units)
    found: dict[int, dict[str, Usage]] = {unit.pk: {} for unit in units}
    for measure in measures():
        if keys and measure.key not in keys:
            continue
        used = measure.used_by(units)
        for pk, usages in found.items():
            limit = getattr(numbers[pk], measure.key) * measure.scale
            usages[measure.key] = Usage(measure, used.get(pk, 0), limit)
    return found


def usage_of(unit: Unit, key: str) -> Usage:
    """Return the usage of one quota of a unit; ``KeyError`` if nobody measures it."""
    return usages_by_unit([unit], key)[unit.pk][key]


def usages_of(unit: Unit) -> list[Usage]:
    """Return all usages of a unit, for its panels."""
    return list(usages_by_unit([unit])[unit.pk].values())


def people_usage(unit: Unit) -> Usage:
    """Return how many people a unit has, each once whatever their roles, and may have."""
    return usage_of(unit, PEOPLE)


def lock_quota(unit: Unit) -> Unit:
    """Let one change of the unit's numbers pass at a time; needs a transaction.

    Returns the unit as it is stored now.
    """
    return Unit.objects.select_for_update(of=("self",), no_key=True).get(pk=unit.pk)


def require_room(unit: Unit, key: str, amount: int = 1) -> None:
    """Raise ``ValidationError`` unless ``amount`` more fits into the unit's quota.

    Call it inside the transaction that adds the thing: it lets one such change pass at a time, so
    that two cannot both take the last place (S200).
    """
    usage = usage_of(lock_quota(unit), key)
    if usage.used + amount > usage.limit:
        raise quota_error(unit, usage, amount)


def insist_on_room(unit: Unit, key: str, amount: int = 1) -> None:
    """Raise :class:`QuotaReached` unless ``amount`` more fits: the last guard when a row is saved.

    Needs a transaction, like :func:`require_room`.
    """
    try:
        require_room(unit, key, amount)
    except ValidationError as error:
        raise QuotaReached(" ".join(error.messages)) from error


def quota_error(unit: Unit, usage: Usage, amount: int = 1) -> ValidationError:
    """Return the refusal that names the unit, the numbers and whom to ask."""
    return ValidationError(
        _(
            "%(unit)s has no room left for this: %(quota)s, %(used)s of %(limit)s in use, and "
            "%(amount)s more would be needed. Remove what is no longer needed, or ask the IT "
            "office for a larger quota."
        ),
        code="quota",
        params={
            "unit": unit.name,
            "quota": str(usage.measure.label),
            "used": usage.used_text,
            "limit": usage.limit_text,
            "amount": usage.measure.tell(amount),
        },
    )


def warning(unit: Unit, usage: Usage) -> str:
    """Return the sentence that warns a unit's people; empty below four fifths."""
    if not usage.is_warning:
        return ""
    return _(
        "%(unit)s uses %(used)s of %(limit)s: %(quota)s. At the limit nothing more can be added; "
        "ask the IT office for a larger quota in time."
    ) % {
        "unit": unit.name,
        "quota": str(usage.measure.label),
        "used": usage.used_text,
        "limit": usage.limit_text,
    }


def require_room_for_person(unit: Unit, person: User | None = None) -> None:
    """Raise ``ValidationError`` when the unit may have no further person; needs a transaction.

    Someone who already belongs to the unit takes no further place.
    """
    belongs = Membership.objects.active().for_unit(unit).filter(person=person)
    if person is None or not belongs.exists():
        require_room(unit, PEOPLE)


def _count_people(units: Sequence[Unit]) -> dict[int, int]:
    counted = (
        Membership.objects.active()
        .filter(unit__in=[unit.pk for unit in units])
        .values_list("unit_id")
        .annotate(Count("person_id", distinct=True))
        .order_by()
    )
    return dict(counted)


def _tell_people(count: int) -> str:
    return ngettext("%(count)d person", "%(count)d people", count) % {"count": count}


register_measure(
    Measure(
        key=PEOPLE,
        label=gettext_lazy("people of the unit"),
        unit_label=gettext_lazy("people"),
        used_by=_count_people,
        tell=_tell_people,
    )
)
