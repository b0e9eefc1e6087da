"""Receivers that keep the workflow as it is declared, and states and pages in review unmoved."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.apps import AppConfig
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models.signals import post_migrate, pre_delete, pre_save
from django.dispatch import receiver
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.signals import pre_page_move

from workflows.models import StageState
from workflows.stages import declared, unmoved


@receiver(post_migrate)
def keep_workflow(sender: AppConfig, using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    """Make the workflow and its tasks; after a migration back to nothing there is no table."""
    if sender.label != "workflows" or using != DEFAULT_DB_ALIAS:
        return
    if StageState._meta.db_table in connections[using].introspection.table_names():
        declared.declare()


@receiver(pre_save)
def guard_states(
    sender: type[Any],
    instance: Any,
    raw: bool = False,
    update_fields: Collection[str] | None = None,
    **kwargs: Any,
) -> None:
    """Refuse states of approvals that are not moved by the gate."""
    if not raw and issubclass(sender, (WorkflowState, TaskState)):
        unmoved.refuse_moved_state(instance, update_fields)


@receiver(pre_delete, sender=WorkflowState)
@receiver(pre_delete, sender=StageState)
def keep_states(instance: Any, **kwargs: Any) -> None:
    """Refuse to lose the state of what is in review."""
    unmoved.refuse_lost_state(instance)


@receiver(pre_delete, sender=Page)
def keep_pages(instance: Page, **kwargs: Any) -> None:
    """Refuse to delete a page in review, whoever does it; pages below it are asked for as well."""
    unmoved.let_go(instance)


@receiver(pre_page_move)
def hold_pages(
    instance: Page, parent_page_before: Page, parent_page_after: Page, **kwargs: Any
) -> None:
    """Refuse to move what is in review to another place."""
    unmoved.refuse_move(instance, parent_page_before, parent_page_after)
