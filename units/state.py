"""Facts from upper apps that decide a unit's state.

An app that knows when a unit is dormant or failing registers a condition over ``Unit`` rows in its
``AppConfig.ready``; ``UnitQuerySet.with_state`` asks them all in one query.
"""

from collections import defaultdict
from collections.abc import Callable

from django.db.models import Q
from django.db.models.expressions import Combinable, Exists

from units.enums import UnitState

Condition = Callable[[], Q | Exists | Combinable]

_conditions: dict[UnitState, list[Condition]] = defaultdict(list)


def register_state_condition(state: UnitState, condition: Condition) -> None:
    """Let ``condition`` put open units into ``state``; it is called for each query."""
    _conditions[state].append(condition)


def state_conditions(state: UnitState) -> list[Condition]:
    """Return the conditions registered for ``state``."""
    return _conditions[state]
