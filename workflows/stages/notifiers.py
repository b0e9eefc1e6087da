"""Keeps Wagtail's own mails about workflows from being sent: notices are ours alone.

Wagtail connects its notifiers when its admin starts, after this app. A signal takes one receiver
per identity only, so an inert one that is there first keeps the other out.
"""

from __future__ import annotations

from typing import Any

from django.dispatch import Signal
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import (
    task_submitted,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)

# Signal, sender and identity of each, as in wagtail.admin.signal_handlers
STOCK: tuple[tuple[Signal, type, str], ...] = (
    (task_submitted, TaskState, "group_approval_task_submitted_email_notification"),
    (workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification"),
    (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification"),
    (workflow_approved, WorkflowState, "workflow_state_approved_email_notification"),
)


def send_nothing(**event: Any) -> None:
    """Stand where a notifier of Wagtail's would."""


def silence() -> None:
    """Take the places of Wagtail's notifiers; doing it twice changes nothing."""
    for signal, sender, identity in STOCK:
        signal.disconnect(sender=sender, dispatch_uid=identity)
        signal.connect(send_nothing, sender=sender, dispatch_uid=identity)
