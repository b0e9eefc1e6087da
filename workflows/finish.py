"""What follows the last approval (``WAGTAIL_FINISH_WORKFLOW_ACTION``).

Wagtail imports this module while its models load, so it imports none. What is done is said by the
action that approves: ``workflows.stages.publication``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workflows.stages import status_guard

if TYPE_CHECKING:
    from wagtail.models import WorkflowState

    from units.models import User


def certify_and_publish(workflow_state: WorkflowState, user: User | None = None) -> None:
    """Certify what has passed the three stages and publish it, or schedule its publication.

    Raises :class:`workflows.errors.GateRefusal` unless the gate itself is deciding.
    """
    status_guard.finish(workflow_state, user)
