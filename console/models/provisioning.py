"""What provisioning has made of which unit, and how a new version of a blueprint is decided."""

from __future__ import annotations

from typing import Any, Never

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from console.blueprint_files import title_in_words
from console.enums import EntryState
from console.querysets import LedgerError, LedgerQuerySet, ProposalQuerySet


class UnitBlueprint(models.Model):
    """The version of a blueprint that a unit's home and columns follow."""

    unit = models.OneToOneField("units.Unit", models.CASCADE, related_name="blueprint")
    name = models.CharField(_("blueprint"), max_length=30)
    version = models.PositiveIntegerField(_("version"))
    parameters = models.JSONField(_("names left to the unit"), default=dict, blank=True)
    source = models.ForeignKey(
        "units.Unit",
        models.PROTECT,
        verbose_name=_("model unit"),
        related_name="+",
        null=True,
        blank=True,
    )
    applied_at = models.DateTimeField(_("applied"))

    class Meta:
        verbose_name = _("blueprint of a unit")
        verbose_name_plural = _("blueprints of units")
        indexes = (models.Index(fields=("name", "version"), name="console_blueprint_version"),)

    def __str__(self) -> str:
        return f"{self.unit}: {self.name} v{self.version}"


class LedgerRow(models.Model):
    """A row that is added and then never changed or removed."""

    objects = LedgerQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row; raise :class:`LedgerError` instead of changing one."""
        if not self._state.adding:
            raise LedgerError
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Never:
        """Raise :class:`LedgerError`."""
        raise LedgerError


class ProvisionRun(LedgerRow):
    """One call of provisioning or of its undoing; its entries say what it did. Append-only."""

    blueprint = models.CharField(_("blueprint"), max_length=30, blank=True)
    version = models.PositiveIntegerField(_("version"), null=True, blank=True)
    with_demo = models.BooleanField(_("with demo content"), default=False)
    is_undo = models.BooleanField(_("undoing"), default=False)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("started by"),
        related_name="+",
        null=True,
        blank=True,
    )
    started_at = models.DateTimeField(_("started"))

    class Meta:
        verbose_name = _("provisioning run")
        verbose_name_plural = _("provisioning runs")
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M} {self.blueprint}"


class ProvisionEntry(LedgerRow):
    """What a run did to one unit. Rows are only ever added; undoing adds another row."""

    run = models.ForeignKey(ProvisionRun, models.PROTECT, related_name="entries")
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="provision_entries")
    blueprint = models.CharField(_("blueprint"), max_length=30)
    version = models.PositiveIntegerField(_("version"))
    state = models.CharField(_("state"), max_length=10, choices=EntryState)
    page_count = models.PositiveIntegerField(_("number of pages"))
    digest = models.CharField(_("digest of its pages"), max_length=64)
    before: models.JSONField[Any, Any] = models.JSONField(
        _("what undoing has to restore"), default=dict
    )
    started_at = models.DateTimeField(_("started"))
    finished_at = models.DateTimeField(_("finished"))

    class Meta:
        verbose_name = _("provisioning entry")
        verbose_name_plural = _("provisioning ledger")
        ordering = ("-id",)
        indexes = (models.Index(fields=("unit", "-id"), name="console_entry_unit"),)

    def __str__(self) -> str:
        return f"{self.unit}: {self.get_state_display()}"


class BlueprintProposal(models.Model):
    """A new version of a blueprint for all units that have it. Shared by all units.

    An officer proposes it with its difference, the leading group approves it, then it is applied.
    """

    blueprint = models.CharField(_("blueprint"), max_length=30)
    from_version = models.PositiveIntegerField(_("from version"))
    to_version = models.PositiveIntegerField(_("to version"))
    diff: models.JSONField[Any, Any] = models.JSONField(_("difference"), default=list)
    unit_count = models.PositiveIntegerField(_("units concerned"))
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("proposed by"),
        related_name="+",
    )
    proposed_at = models.DateTimeField(_("proposed"))
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("approved by"),
        related_name="+",
        null=True,
        blank=True,
    )
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    applied_at = models.DateTimeField(_("applied"), null=True, blank=True)
    dropped_at = models.DateTimeField(_("refused or withdrawn"), null=True, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("blueprint proposal")
        verbose_name_plural = _("blueprint proposals")
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(approved_by=F("proposed_by")),
                name="console_proposal_two_officers",
                violation_error_message=_("A proposal is approved by another officer."),
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True, approved_at__isnull=True)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="console_proposal_approval_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(applied_at__isnull=True) | Q(approved_at__isnull=False),
                name="console_proposal_applied_was_approved",
            ),
            models.CheckConstraint(
                condition=Q(dropped_at__isnull=True) | Q(approved_at__isnull=True),
                name="console_proposal_dropped_or_approved",
            ),
            models.UniqueConstraint(
                fields=("blueprint",),
                condition=Q(applied_at__isnull=True, dropped_at__isnull=True),
                name="console_proposal_one_open",
                violation_error_message=_("There is an open proposal for this blueprint."),
            ),
        )

    def __str__(self) -> str:
        told = {
            "title": title_in_words(self.blueprint, self.to_version),
            "before": self.from_version,
            "after": self.to_version,
        }
        return gettext("%(title)s: version %(before)s → %(after)s") % told
