"""A campaign: which units are to hand in a plan and finish their sites, and by when."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from console.campaigns.enums import Aim, CampaignState
from console.campaigns.querysets import CampaignQuerySet, CampaignUnitQuerySet
from console.models.provisioning import LedgerRow
from console.plans.enums import PlanKind


class Campaign(models.Model):
    """What many units do by the same dates (S101, S199). Shared by all units."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=PlanKind, default=PlanKind.NEW)
    purpose = models.TextField(_("what is to be reached"), max_length=2000)
    plans_due_on = models.DateField(
        _("plans due on"), help_text=_("The last day on which a plan can be handed in.")
    )
    deadline = models.DateField(
        _("deadline"), help_text=_("The day by which all sites are to be finished.")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=CampaignState, default=CampaignState.DRAFT
    )
    units = models.ManyToManyField(
        "units.Unit",
        verbose_name=_("units"),
        through="console.CampaignUnit",
        related_name="campaigns",
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("made by"), related_name="+"
    )
    made_at = models.DateTimeField(_("made"))
    started_on = models.DateField(_("started"), null=True, blank=True)
    ended_on = models.DateField(_("ended"), null=True, blank=True)
    plans_locked_on = models.DateField(
        _("plans not taken any more, as told on"), null=True, blank=True, editable=False
    )
    late_told_on = models.DateField(
        _("late units told of on"), null=True, blank=True, editable=False
    )

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        ordering = ("-deadline", "-id")
        constraints = (
            models.CheckConstraint(
                condition=Q(plans_due_on__lte=F("deadline")),
                name="console_campaign_plans_first",
                violation_error_message=_("Plans are due before the deadline, not after it."),
            ),
            models.CheckConstraint(
                condition=Q(state=CampaignState.DRAFT) | Q(started_on__isnull=False),
                name="console_campaign_started",
            ),
            models.CheckConstraint(
                condition=Q(state=CampaignState.ENDED, ended_on__isnull=False)
                | Q(~Q(state=CampaignState.ENDED), ended_on__isnull=True),
                name="console_campaign_ended",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """Say whether it still can be changed."""
        return self.state != CampaignState.ENDED


class CampaignUnit(models.Model):
    """That a unit is in the scope of a campaign, with later dates where it was granted them."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="places")
    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, verbose_name=_("unit"), related_name="campaign_places"
    )
    plans_due_on = models.DateField(_("plan due on"), null=True, blank=True)
    deadline = models.DateField(_("deadline"), null=True, blank=True)
    left_on = models.DateField(_("left the campaign"), null=True, blank=True)

    objects = CampaignUnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("unit of a campaign")
        verbose_name_plural = _("units of campaigns")
        ordering = ("unit_id",)
        constraints = (
            models.UniqueConstraint(fields=("campaign", "unit"), name="console_campaignunit_once"),
            models.CheckConstraint(
                condition=Q(plans_due_on__isnull=True, deadline__isnull=True)
                | Q(
                    plans_due_on__isnull=False,
                    deadline__isnull=False,
                    plans_due_on__lte=F("deadline"),
                ),
                name="console_campaignunit_both_dates",
                violation_error_message=_("Plans are due before the deadline, not after it."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.campaign}: {self.unit}"


class CampaignReminder(LedgerRow):
    """That the people of a unit were reminded, so many days before a date. Append-only."""

    place = models.ForeignKey(CampaignUnit, models.PROTECT, related_name="reminders")
    aim = models.CharField(_("reminded of"), max_length=10, choices=Aim)
    due_on = models.DateField(_("due on"))
    days_before = models.PositiveIntegerField(_("days before"))
    sent_on = models.DateField(_("sent on"))

    class Meta:
        verbose_name = _("reminder of a campaign")
        verbose_name_plural = _("reminders of campaigns")
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("place", "aim", "due_on", "days_before"), name="console_reminder_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.place}: {self.due_on} - {self.days_before}"


class CampaignSnapshot(LedgerRow):
    """The board of a campaign as a dispatch meeting saw it (S172). Append-only."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="snapshots")
    meeting = models.CharField(_("meeting"), max_length=120)
    held_on = models.DateField(_("held on"))
    rows: models.JSONField[Any, Any] = models.JSONField(_("rows of the board"), default=list)
    figures: models.JSONField[Any, Any] = models.JSONField(_("figures"), default=dict)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("kept by"), related_name="+"
    )
    taken_at = models.DateTimeField(_("kept"))

    class Meta:
        verbose_name = _("snapshot of a campaign")
        verbose_name_plural = _("snapshots of campaigns")
        ordering = ("-held_on", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("campaign", "meeting", "held_on"),
                name="console_snapshot_once",
                violation_error_message=_("A board is already kept for this meeting."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.campaign}: {self.meeting}"
