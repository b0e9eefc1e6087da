"""Who may move an approval on: only the actions of the gate, while they act.

Wagtail's own methods (``start``, ``approve``, ``cancel``, ``finish`` and others) can be called from
many places. They change the state of an approval, so the state itself refuses to be changed by
anybody but an action that says it is acting. The action also says how a stage begins and how an
approval ends, which keeps models out of the modules that Wagtail loads before them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from workflows.errors import GateRefusal


@dataclass(frozen=True)
class Act:
    """What an action is about to do.

    ``begin(task, workflow_state, user)`` makes the state of a stage that begins,
    ``finish(workflow_state, user)`` publishes what has passed all stages; without them nothing can
    begin or end. ``decision`` is the one decision that may be carried out.
    """

    begin: Callable[[Any, Any, Any], Any] | None = None
    finish: Callable[[Any, Any], None] | None = None
    decision: object = None


_act: ContextVar[Act | None] = ContextVar("workflows_act", default=None)


@contextmanager
def acting(act: Act | None = None) -> Iterator[None]:
    """Let the code inside change the state of approvals; only actions of the gate use this."""
    token = _act.set(act or Act())
    try:
        yield
    finally:
        _act.reset(token)


def current_act() -> Act | None:
    """Return what an action is doing now; None outside every action."""
    return _act.get()


def refusal() -> GateRefusal:
    """Return the refusal of whoever moves an approval by another way than the gate's."""
    return GateRefusal(
        _("Approvals are decided in the approval inbox and sent and withdrawn from the page only.")
    )


def begin(task: Any, workflow_state: Any, user: Any) -> Any:
    """Return the state of a stage that begins. Raises :class:`GateRefusal` outside an action."""
    act = current_act()
    if act is None or act.begin is None:
        raise refusal()
    return act.begin(task, workflow_state, user)


def require_decision(decision: object) -> None:
    """Raise :class:`GateRefusal` unless this is the decision being carried out now."""
    act = current_act()
    if act is None or decision is None or act.decision is not decision:
        raise refusal()


def finish(workflow_state: Any, user: Any) -> None:
    """Publish what has passed all stages. Raises :class:`GateRefusal` outside an action."""
    act = current_act()
    if act is None or act.finish is None:
        raise refusal()
    act.finish(workflow_state, user)
