"""The plan of a unit for a new or redesigned site: its versions, what was said and what was done.

What a unit handed in is never changed: a revision is another version. A plan itself holds only
where it stands now.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from console.models.provisioning import LedgerRow
from console.plans.enums import PlanKind, PlanState, Progress
from console.plans.querysets import PlanQuerySet

if TYPE_CHECKING:
    from console.models.campaigns import Campaign


class Plan(models.Model):
    """What a unit intends with its site, by its latest version (S167, S197)."""

    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, verbose_name=_("unit"), related_name="plans"
    )
    place = models.OneToOneField(
        "console.CampaignUnit",
        models.PROTECT,
        verbose_name=_("unit's place in a campaign"),
        related_name="plan",
        null=True,
        blank=True,
    )
    title = models.CharField(_("title"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10, choices=PlanKind)
    state = models.CharField(_("state"), max_length=10, choices=PlanState, default=PlanState.FILED)
    number = models.PositiveIntegerField(_("latest version"), default=1)
    begins_on = models.DateField(_("begins on"))
    ends_on = models.DateField(_("ends on"))
    filed_at = models.DateTimeField(_("filed"))
    latest_note = models.ForeignKey(
        "console.ProgressNote",
        models.PROTECT,
        verbose_name=_("progress"),
        related_name="+",
        null=True,
        blank=True,
    )

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering = ("-filed_at", "-id")
        indexes = (models.Index(fields=("unit", "state"), name="console_plan_unit"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(begins_on__lte=F("ends_on")), name="console_plan_begins_first"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="console_plan_has_version"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def campaign(self) -> Campaign | None:
        """The campaign that it was handed in for, if any."""
        return self.place.campaign if self.place else None

    def clean(self) -> None:
        """Refuse the place of another unit."""
        if self.place is not None and self.place.unit_id != self.unit_id:
            raise ValidationError({"place": _("This is another unit's place.")})


class PlanVersion(LedgerRow):
    """What a unit handed in at one time. Append-only."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    title = models.CharField(_("title"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10, choices=PlanKind)
    purpose = models.TextField(_("what the site is to do"), max_length=4000)
    changes = models.TextField(
        _("what is different from the version before"), max_length=2000, blank=True
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("in charge"),
        related_name="+",
    )
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("filed by"),
        related_name="+",
    )
    filed_at = models.DateTimeField(_("filed"))

    class Meta:
        verbose_name = _("version of a plan")
        verbose_name_plural = _("versions of plans")
        ordering = ("plan", "-number")
        constraints = (
            models.UniqueConstraint(fields=("plan", "number"), name="console_planversion_number"),
            models.CheckConstraint(
                condition=~Q(purpose=""), name="console_planversion_has_purpose"
            ),
        )

    def __str__(self) -> str:
        return f"{self.title} v{self.number}"


class PlanStep(LedgerRow):
    """One step of a version, with its dates and who does it (S168). Append-only."""

    version = models.ForeignKey(PlanVersion, models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField(_("number"))
    title = models.CharField(_("step"), max_length=120)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("in charge"),
        related_name="+",
    )
    state = models.CharField(
        _("state when filed"), max_length=10, choices=Progress, default=Progress.WAITING
    )

    class Meta:
        verbose_name = _("step of a plan")
        verbose_name_plural = _("steps of plans")
        ordering = ("version", "number")
        constraints = (
            models.UniqueConstraint(fields=("version", "number"), name="console_planstep_number"),
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on")),
                name="console_planstep_starts_first",
                violation_error_message=_("A step cannot end before it begins."),
            ),
        )

    def __str__(self) -> str:
        return self.title


class PlanComment(LedgerRow):
    """What somebody said about a version before it was decided (S167). Append-only."""

    version = models.ForeignKey(PlanVersion, models.PROTECT, related_name="comments")
    text = models.TextField(_("comment"), max_length=2000)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("person"), related_name="+"
    )
    is_office = models.BooleanField(_("for the IT office"))
    at = models.DateTimeField(_("time"))

    class Meta:
        verbose_name = _("comment on a plan")
        verbose_name_plural = _("comments on plans")
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.version}: {self.person}"


class PlanApproval(LedgerRow):
    """That a version was approved, by another person than who filed it. Append-only."""

    version = models.OneToOneField(PlanVersion, models.PROTECT, related_name="approval")
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("filed by"), related_name="+"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("approved by"), related_name="+"
    )
    approved_on = models.DateField(_("approved"))

    class Meta:
        verbose_name = _("approval of a plan")
        verbose_name_plural = _("approvals of plans")
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(approved_by=F("filed_by")),
                name="console_planapproval_two_people",
                violation_error_message=_("A plan is approved by another person than filed it."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.version}: {self.approved_on}"


class ProgressNote(LedgerRow):
    """How far a plan, or one step of it, had come on a day (S172). Append-only."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="notes")
    step = models.ForeignKey(
        PlanStep,
        models.PROTECT,
        verbose_name=_("step"),
        related_name="notes",
        null=True,
        blank=True,
    )
    state = models.CharField(_("progress"), max_length=10, choices=Progress)
    blockers = models.TextField(_("what stands in the way"), max_length=1000, blank=True)
    next_step = models.CharField(_("next step"), max_length=200, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("person"), related_name="+"
    )
    on = models.DateField(_("day"))
    at = models.DateTimeField(_("time"))

    class Meta:
        verbose_name = _("note of progress")
        verbose_name_plural = _("notes of progress")
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(state=Progress.BLOCKED) | ~Q(blockers=""),
                name="console_progressnote_says_blocker",
                violation_error_message=_("Say what stands in the way."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.plan}: {self.get_state_display()}"
