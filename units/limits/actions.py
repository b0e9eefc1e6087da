"""Changing what one unit may use; what holds for a level is changed by two persons, above."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Model
from wagtail.log_actions import log

from units.models import LevelSettings, Quotas, Unit, User
from units.permissions import require_manager

QUOTAS_CHANGED = "batong.quotas_changed"
LEVEL_CHANGED = "batong.level_changed"
QUOTA_FIELDS = tuple(field.name for field in Quotas._meta.local_fields)
LEVEL_FIELDS = tuple(
    field.name for field in LevelSettings._meta.local_fields if field.name not in ("id", "level")
)


@transaction.atomic
def change_quotas(unit: Unit, *, user: User | None = None, **numbers: int | None) -> Unit:
    """Give a unit numbers of its own; None takes what holds for its level.

    Raises ``PermissionDenied`` for anyone but the IT office (S173), ``TypeError`` for what is no
    quota and ``ValidationError`` for bad numbers. Numbers that stand already change nothing.
    """
    require_manager(user)
    _refuse_other_names(numbers, QUOTA_FIELDS)
    unit = Unit.objects.select_for_update(of=("self",), no_key=True).get(pk=unit.pk)
    _change(unit, numbers, QUOTAS_CHANGED, user)
    return unit


def _refuse_other_names(values: dict[str, Any], names: tuple[str, ...]) -> None:
    if unknown := values.keys() - set(names):
        raise TypeError(f"Not among {', '.join(names)}: {', '.join(sorted(unknown))}")


def _change(row: Model, values: dict[str, Any], action: str, user: User | None) -> None:
    before = {name: getattr(row, name) for name in values}
    changed = sorted(name for name, value in values.items() if value != before[name])
    if not changed:
        return
    for name in changed:
        setattr(row, name, values[name])
    row.clean_fields(exclude={field.name for field in row._meta.fields} - set(changed))
    row.save(update_fields=changed)
    told = [{"field": name, "before": before[name], "after": values[name]} for name in changed]
    log(instance=row, action=action, user=user, data={"changes": told})
