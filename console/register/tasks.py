"""What the worker does for the register of units."""

from __future__ import annotations

from django_tasks import task

from console.register.working import carry_out


@task()
def carry_out_run(pk: int) -> None:
    """Do what a run over units was ordered to."""
    carry_out(pk)
