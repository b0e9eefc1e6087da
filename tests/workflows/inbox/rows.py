"""Many texts that wait, written the quick way: no signals, and none of the gate's own actions."""

import datetime
from itertools import cycle, islice

from django.db import connection
from django.utils import timezone
from wagtail.models import Revision, TaskState, WorkflowState, get_default_page_content_type

from units.enums import Role, System
from workflows.enums import Stage, SubmissionState
from workflows.models import StageState, Submission
from workflows.stages.declared import the_workflow

STAGES = {
    Role.LEADER: Stage.LEADER,
    Role.PARTY_OFFICE: Stage.OFFICE,
    Role.GOVERNMENT_OFFICE: Stage.OFFICE,
    Role.SECRECY: Stage.SECRECY,
}


def add_waiting(world, count, *, role, **values):
    """Let so many texts wait with a post, of two units in turn."""
    units, editor = (world.unit, world.other), world.people["editor"]
    return add_rows(count, units=units, editor=editor, role=role, **values)


def add_rows(count, *, units, editor, role, pages=(), start=0, **values):
    """Let so many texts by an editor wait with a post, the first due days ago, an hour apart.

    ``pages`` are what they are texts of, as far as there are enough; ``values`` are the
    submissions'.
    """
    submissions = Submission.objects.bulk_create(
        _submission(number, unit, editor, page, values)
        for number, unit, page in islice(
            zip(range(start, start + count), cycle(units), _padded(pages), strict=False), count
        )
    )
    common = {
        "workflow_state": _workflow_state(editor),
        "revision": _revision(),
        "task": the_workflow().tasks[list(Stage).index(STAGES[role])],
        "status": TaskState.STATUS_IN_PROGRESS,
    }
    states = TaskState.objects.bulk_create(TaskState(**common) for _submission in submissions)
    first = timezone.now() - datetime.timedelta(days=3)
    rows = [
        _stage(state, submission, role, first + datetime.timedelta(hours=number))
        for number, (state, submission) in enumerate(zip(states, submissions, strict=True), start)
    ]
    _insert(rows)
    return submissions


def _padded(pages):
    yield from pages
    while True:
        yield None


def _submission(number, unit, editor, page, values):
    common = {
        "page_title": f"Text {number}",
        "unit": unit,
        "page": page,
        "revision_id": 1,
        "digest": f"{number:064d}",
        "subject_class": System.GOVERNMENT,
        "authors": [editor.pk],
        "submitted_by": editor,
        "submitted_at": timezone.now(),
        "state": SubmissionState.IN_REVIEW,
    }
    return Submission(**common | values)


def _revision():
    """One version stands for all as well."""
    found = Revision.objects.filter(object_id="0").first()
    if found is None:
        content_type = get_default_page_content_type()
        row = Revision(
            object_id="0",
            content_type=content_type,
            base_content_type=content_type,
            created_at=timezone.now(),
            content={},
        )
        (found,) = Revision.objects.bulk_create([row])
    return found


def _workflow_state(editor):
    """One workflow state stands for all: no list looks at it."""
    found = WorkflowState.objects.filter(object_id="0").first()
    if found is None:
        content_type = get_default_page_content_type()
        row = WorkflowState(
            object_id="0",
            content_type=content_type,
            base_content_type=content_type,
            workflow=the_workflow(),
            requested_by=editor,
        )
        (found,) = WorkflowState.objects.bulk_create([row])
    return found


def _stage(state, submission, role, due_at):
    return StageState(
        taskstate_ptr=state,
        submission=submission,
        unit_id=submission.unit_id,
        stage=STAGES[role],
        role=role,
        digest=submission.digest,
        due_at=due_at,
        half_at=due_at,
        severity=submission.severity,
    )


def _insert(stages):
    """Write the rows of the stages' own table, which Django makes one by one only."""
    fields = StageState._meta.local_concrete_fields
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    table = connection.ops.quote_name(StageState._meta.db_table)
    rows = [
        [
            field.get_db_prep_save(getattr(stage, field.attname), connection=connection)
            for field in fields
        ]
        for stage in stages
    ]
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", rows)
