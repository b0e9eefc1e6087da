"""Writing down who goes on with a unit's name or work, so that old names find the successor."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from console.lifecycle.enums import SuccessionKind
from console.models import Succession
from units.models import Unit


def pass_on(
    unit: Unit, successors: Sequence[Unit], *, kind: SuccessionKind, on: datetime.date
) -> None:
    """Write down which units go on with a unit's work; needs a transaction."""
    for successor in successors:
        Succession(
            unit=unit,
            successor=successor,
            kind=kind,
            on=on,
            old_name=unit.name,
            old_short_name=unit.short_name,
        ).save()


def add_former_names(successor: Unit, unit: Unit) -> None:
    """Let a unit be found under another one's names, former ones included."""
    stored = Unit.objects.select_for_update(of=("self",)).get(pk=successor.pk)
    known = stored.former_names.splitlines()
    names = [unit.name, unit.short_name, *unit.former_names.splitlines()]
    stored.former_names = "\n".join(dict.fromkeys(name for name in (*known, *names) if name))
    stored.save(update_fields=("former_names",))
    successor.former_names = stored.former_names
