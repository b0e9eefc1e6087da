"""There is one workflow, whatever the database held before."""

import pytest
from django.core.management import call_command
from wagtail.models import (
    GroupApprovalTask,
    Page,
    Task,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from workflows.models import LeaderTask, OfficeTask, SecrecyTask
from workflows.stages.declared import declare, the_workflow

pytestmark = pytest.mark.django_db


def stages():
    return [type(task.specific) for task in the_workflow().tasks]


def test_a_migrated_database_has_one_workflow_of_three_tasks():
    assert list(Workflow.objects.all()) == [the_workflow()]
    assert stages() == [LeaderTask, OfficeTask, SecrecyTask]
    assert Task.objects.count() == 3


def test_it_holds_for_the_whole_tree():
    assert WorkflowPage.objects.get().page == Page.get_first_root_node()


def test_declaring_it_twice_changes_nothing():
    before = list(WorkflowTask.objects.values()), list(Task.objects.values())

    declare()

    assert (list(WorkflowTask.objects.values()), list(Task.objects.values())) == before


def test_a_lost_workflow_is_made_again():
    Workflow.objects.all().delete()

    assert stages() == [LeaderTask, OfficeTask, SecrecyTask]


def test_what_somebody_changed_is_put_right_by_the_next_migration():
    WorkflowTask.objects.filter(task__in=SecrecyTask.objects.all()).delete()
    Task.objects.update(active=False)
    short = Workflow.objects.create(name="Short")
    WorkflowTask.objects.create(workflow=short, task=GroupApprovalTask.objects.create(name="Any"))
    WorkflowPage.objects.update(workflow=short)

    call_command("migrate", "workflows", verbosity=0)

    assert stages() == [LeaderTask, OfficeTask, SecrecyTask]
    assert not Task.objects.exclude(active=True).exists()
    assert list(Workflow.objects.all()) == [the_workflow()]
