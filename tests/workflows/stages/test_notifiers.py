"""Wagtail's own mails about workflows are never sent."""

from weakref import ReferenceType

import pytest
from wagtail.admin import signal_handlers
from wagtail.signals import (
    task_approved,
    task_cancelled,
    task_rejected,
    task_submitted,
    workflow_approved,
    workflow_cancelled,
    workflow_rejected,
    workflow_submitted,
)

from workflows.stages.notifiers import silence

SIGNALS = {
    "task_approved": task_approved,
    "task_cancelled": task_cancelled,
    "task_rejected": task_rejected,
    "task_submitted": task_submitted,
    "workflow_approved": workflow_approved,
    "workflow_cancelled": workflow_cancelled,
    "workflow_rejected": workflow_rejected,
    "workflow_submitted": workflow_submitted,
}


def stock_receivers(signal):
    """Return what Wagtail's admin has connected to a signal, under whatever identity."""
    held = [entry[1] for entry in signal.receivers]
    receivers = [found() if isinstance(found, ReferenceType) else found for found in held]
    return [found for found in receivers if type(found).__module__.startswith("wagtail.admin")]


@pytest.mark.parametrize("name", SIGNALS)
def test_no_notifier_of_wagtail_s_admin_is_connected(name):
    assert stock_receivers(SIGNALS[name]) == []


def test_connecting_wagtail_s_notifiers_again_connects_none():
    signal_handlers.register_signal_handlers()

    assert [found for signal in SIGNALS.values() for found in stock_receivers(signal)] == []


def test_the_search_would_find_one(request):
    notifier = signal_handlers.workflow_approval_email_notifier
    request.addfinalizer(lambda: workflow_approved.disconnect(notifier))

    workflow_approved.connect(notifier)

    assert stock_receivers(workflow_approved) == [notifier]


def test_silencing_twice_changes_nothing():
    before = {name: len(signal.receivers) for name, signal in SIGNALS.items()}

    silence()

    assert {name: len(signal.receivers) for name, signal in SIGNALS.items()} == before
