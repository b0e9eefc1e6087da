"""The depths of the gate that this package holds: who may publish, and what may be saved."""

from __future__ import annotations

from typing import Any

from units.tree_guard import UnitPagePermissionTester
from workflows.gate import guard
from workflows.gate.depths import Depth, register
from workflows.pages import GatedPagePermissionTester

# What the tester refuses to everybody
REFUSED = (
    "can_submit_for_moderation",
    "can_publish",
    "can_publish_subpage",
    "can_unpublish",
    "can_unschedule",
    "can_lock",
    "can_unlock",
)


def _no_guard(page: Any, written: Any) -> None:
    """Let every save pass, without naming a certificate."""


def register_own_depths() -> None:
    """Put them into the register; called once, when the app starts."""
    for name in REFUSED:
        stock = getattr(UnitPagePermissionTester, name)
        register(Depth(f"permission tester: {name}", GatedPagePermissionTester, name, stock))
    register(Depth("guard of saves", guard, "check", _no_guard))
