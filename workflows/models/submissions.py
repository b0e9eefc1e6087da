"""What is sent for approval, the stages it passes, and what people decide about it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState

from units.enums import Role, System
from workflows.enums import OPEN_SUBMISSIONS, Stage, SubmissionState, Verdict
from workflows.querysets import StageStateQuerySet
from workflows.screening.enums import ProhibitedClass, Severity
from workflows.stages.tasks import StageTask


class Submission(models.Model):
    """One text of one page on its way through the three stages; a changed text is another one.

    ``digest`` is that of the text (I7). ``findings`` are those of the content check, with personal
    numbers masked. ``authors`` are the ids of everybody who wrote on the text: none may approve.
    """

    page = models.ForeignKey(
        "wagtailcore.Page", models.SET_NULL, related_name="submissions", null=True
    )
    page_title = models.CharField(_("title"), max_length=255)
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="submissions")
    workflow_state = models.ForeignKey(
        "wagtailcore.WorkflowState", models.SET_NULL, related_name="submissions", null=True
    )
    revision_id = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    subject_class = models.CharField(_("subject class"), max_length=12, choices=System)
    authors = models.JSONField(default=list)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="submissions"
    )
    submitted_at = models.DateTimeField(_("submitted at"))
    happened_at = models.DateTimeField(_("time of the event"), null=True, blank=True)
    note = models.TextField(_("note to the reviewers"), blank=True)
    override_reason = models.TextField(_("reason why it may be published all the same"), blank=True)
    is_fast = models.BooleanField(_("fast track"), default=False)
    fast_reason = models.CharField(_("reason for the fast track"), max_length=200, blank=True)
    findings = models.JSONField(default=list)
    severity = models.CharField(max_length=8, choices=Severity, blank=True)
    attachment_count = models.PositiveSmallIntegerField(_("attachments"), default=0)
    state = models.CharField(max_length=12, choices=SubmissionState)
    is_concealed = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("page",),
                condition=Q(state__in=OPEN_SUBMISSIONS),
                name="workflows_submission_one_open",
            ),
        )

    def __str__(self) -> str:
        return self.page_title


class StageState(TaskState):
    """A stage of a submission, with its route as it was when the stage began.

    ``role`` holds the stage: the unit's leader, or one of the offices of the centre. Everything
    that asks who may act reads these columns and never the tree. Open while ``closed_at`` is empty.
    """

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="stages")
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")
    stage = models.CharField(_("stage"), max_length=8, choices=Stage)
    role = models.CharField(_("held by"), max_length=20, choices=Role)
    digest = models.CharField(max_length=64)
    due_at = models.DateTimeField(_("due"))
    half_at = models.DateTimeField()
    severity = models.CharField(max_length=8, choices=Severity, blank=True)
    reminded_at = models.DateTimeField(null=True)
    overdue_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    objects = StageStateQuerySet.as_manager()

    class Meta:
        verbose_name = _("stage of an approval")
        verbose_name_plural = _("stages of approvals")
        indexes = (
            models.Index(
                fields=("role", "due_at"),
                condition=Q(closed_at__isnull=True),
                name="workflows_stage_open_by_role",
            ),
            models.Index(
                fields=("unit", "due_at"),
                condition=Q(closed_at__isnull=True),
                name="workflows_stage_open_by_unit",
            ),
        )


class LeaderTask(StageTask, Task):
    """Stage 1: the unit's principal leader, or a dated delegate (S081)."""

    stage = Stage.LEADER
    task_state_class = StageState

    class Meta:
        verbose_name = _("approval by the unit's leader")
        verbose_name_plural = _("approvals by the unit's leader")


class OfficeTask(StageTask, Task):
    """Stage 2: the party or the government office, by the subject class (S082)."""

    stage = Stage.OFFICE
    task_state_class = StageState

    class Meta:
        verbose_name = _("approval by the superior office")
        verbose_name_plural = _("approvals by the superior office")


class SecrecyTask(StageTask, Task):
    """Stage 3: the secrecy bureau (S083)."""

    stage = Stage.SECRECY
    task_state_class = StageState

    class Meta:
        verbose_name = _("approval by the secrecy bureau")
        verbose_name_plural = _("approvals by the secrecy bureau")


class Decision(models.Model):
    """What one person decided about exactly one text. Never changed, never deleted (I9)."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="decisions")
    stage = models.CharField(_("stage"), max_length=8, choices=Stage)
    verdict = models.CharField(_("verdict"), max_length=8, choices=Verdict)
    digest = models.CharField(max_length=64)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="decisions")
    role = models.CharField(_("held by"), max_length=20, choices=Role)
    delegation = models.ForeignKey(
        "workflows.ApprovalDelegation", models.PROTECT, related_name="decisions", null=True
    )
    opinion = models.TextField(_("opinion"), blank=True)
    prohibited_class = models.CharField(
        _("class"), max_length=16, choices=ProhibitedClass, blank=True
    )
    checked_classes = models.JSONField(_("classes checked"), default=list)
    override_reason = models.TextField(_("reason why it may be published all the same"), blank=True)
    marked_places = models.JSONField(_("places marked"), default=list)
    signs_accuracy = models.BooleanField(_("answers for its accuracy"), default=False)
    seen_at = models.DateTimeField(_("opened at"), null=True)
    decided_at = models.DateTimeField(_("decided at"))
    signature = models.TextField(_("signature"))

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("submission", "stage"),
                condition=Q(verdict=Verdict.APPROVED),
                name="workflows_decision_one_approval_a_stage",
            ),
            models.UniqueConstraint(
                fields=("submission", "person"),
                condition=Q(verdict=Verdict.APPROVED),
                name="workflows_decision_one_approval_a_person",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_stage_display()} · {self.get_verdict_display()} · {self.person}"
