"""The one workflow and its three tasks, made and kept by every migration (S080).

Nothing of them is edited by hand: what differs from here is put right the next time, and other
workflows do not exist.
"""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import (
    Page,
    Task,
    TaskState,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowState,
    WorkflowTask,
)

from workflows.models import LeaderTask, OfficeTask, SecrecyTask

# In the order of the stages
TASKS = (LeaderTask, OfficeTask, SecrecyTask)


def the_workflow() -> Workflow:
    """Return the workflow that every text goes through, made where the database has lost it."""
    found = Workflow.objects.filter(active=True, workflow_pages__page__depth=1).first()
    return found or declare()


@transaction.atomic
def declare() -> Workflow:
    """Make the workflow, its tasks and its place, or put right what differs; return it."""
    with translation.override(settings.LANGUAGE_CODE):
        tasks = [_declared_task(model) for model in TASKS]
        name = _("Approval in three stages")
    first = Workflow.objects.filter(workflow_tasks__task=tasks[0]).order_by("pk").first()
    workflow = first or Workflow(name=name)
    if workflow.pk is None or workflow.name != name or not workflow.active:
        workflow.name, workflow.active = name, True
        workflow.save()
    for position, task in enumerate(tasks):
        WorkflowTask.objects.update_or_create(
            workflow=workflow, task=task, defaults={"sort_order": position}
        )
    WorkflowTask.objects.filter(workflow=workflow).exclude(task__in=tasks).delete()
    _assign(workflow)
    _retire_others(workflow, tasks)
    return workflow


def _declared_task(model: type[Task]) -> Task:
    task = model.objects.order_by("pk").first() or model()
    name = str(task.stage.label)
    if task.pk is None or task.name != name or not task.active:
        task.name, task.active = name, True
        task.save()
    return task.task_ptr


def _assign(workflow: Workflow) -> None:
    """Let the workflow hold for the whole tree, and no other for a part of it."""
    root = Page.get_first_root_node()
    if root is not None:
        WorkflowPage.objects.update_or_create(page=root, defaults={"workflow": workflow})
    WorkflowPage.objects.exclude(page=root).delete()
    WorkflowContentType.objects.all().delete()


def _retire_others(workflow: Workflow, tasks: list[Task]) -> None:
    """Delete what Wagtail brings along; what has a history is only switched off."""
    others = Workflow.objects.exclude(pk=workflow.pk)
    others.exclude(pk__in=WorkflowState.objects.values("workflow")).delete()
    others.filter(active=True).update(active=False)
    other_tasks = Task.objects.exclude(pk__in=[task.pk for task in tasks])
    other_tasks.exclude(pk__in=TaskState.objects.values("task")).delete()
    other_tasks.filter(active=True).update(active=False)
