"""What the worker does for the checks."""

from __future__ import annotations

from django_tasks import task

from console.models import CheckRun
from console.standards.actions import finish_run


@task()
def go_on_with_run(pk: int) -> None:
    """Check the units that a run has not reached yet."""
    finish_run(CheckRun.objects.get(pk=pk))
