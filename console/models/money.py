"""Projects that cost money, the cap of each year, and every line that was spent.

Amounts are yuan in exact decimals. What was spent stands in the lines alone; sums are never stored.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from console.models.provisioning import LedgerRow
from console.money.enums import CERTIFIED_STATES, ProjectState
from console.money.querysets import CostLineQuerySet, ProjectQuerySet

FEN = Decimal("0.01")


class Amount(models.DecimalField[Any, Any]):
    """An amount in yuan, exact to the fen."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_digits"], kwargs["decimal_places"] = 14, 2
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """Return a plain decimal field for migrations."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.DecimalField", args, kwargs


class BudgetYear(models.Model):
    """How much the projects of a year may cost together (S186). Shared by all units."""

    year = models.PositiveSmallIntegerField(
        _("budget year"), unique=True, validators=[MinValueValidator(2000)]
    )
    cap = Amount(_("cap (yuan)"))

    class Meta:
        verbose_name = _("budget of a year")
        verbose_name_plural = _("budgets of years")
        ordering = ("-year",)
        constraints = (
            models.CheckConstraint(condition=Q(cap__gte=0), name="console_budget_not_negative"),
        )

    def __str__(self) -> str:
        return str(self.year)


class Project(models.Model):
    """Something to be bought or built: filed, approved, procured, paid for (S182).

    Its certificate number exists from its approval on and never before. A project without a unit
    is for all sites.
    """

    unit = models.ForeignKey(
        "units.Unit",
        models.PROTECT,
        verbose_name=_("unit"),
        related_name="projects",
        null=True,
        blank=True,
        help_text=_("Left empty, the project is for all sites."),
    )
    title = models.CharField(_("title"), max_length=120)
    purpose = models.TextField(_("purpose and what is to be bought"), max_length=4000)
    year = models.PositiveSmallIntegerField(
        _("year of the budget"), validators=[MinValueValidator(2000)]
    )
    quoted = Amount(
        _("quoted (yuan)"),
        validators=[MinValueValidator(FEN)],
        help_text=_("What was asked for before the review."),
    )
    approved = Amount(_("approved (yuan)"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=ProjectState, default=ProjectState.FILED
    )
    certificate_number = models.CharField(
        _("procurement certificate"), max_length=20, null=True, blank=True, unique=True
    )
    is_exempt = models.BooleanField(
        pgettext_lazy("project", "approved above the cap of the year"), default=False
    )
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("filed by"), related_name="+"
    )
    filed_at = models.DateTimeField(_("filed at"))
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("reviewed by"),
        related_name="+",
        null=True,
        blank=True,
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("decided by"),
        related_name="+",
        null=True,
        blank=True,
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    completed_on = models.DateField(_("completed on"), null=True, blank=True)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        ordering = ("-id",)
        indexes = (models.Index(fields=("year", "state"), name="console_project_year"),)
        constraints = (
            models.CheckConstraint(condition=Q(quoted__gt=0), name="console_project_quoted"),
            models.CheckConstraint(
                condition=Q(approved=None) | Q(approved__gt=0, approved__lte=F("quoted")),
                name="console_project_approved",
                violation_error_message=_("No more can be approved than was quoted."),
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=CERTIFIED_STATES,
                    certificate_number__isnull=False,
                    approved__isnull=False,
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                )
                | (~Q(state__in=CERTIFIED_STATES) & Q(certificate_number=None)),
                name="console_project_certificate",
            ),
            models.CheckConstraint(
                condition=(Q(decided_by=None) | ~Q(decided_by=F("filed_by")))
                & (Q(reviewed_by=None) | ~Q(reviewed_by=F("filed_by"))),
                name="console_project_two_persons",
                violation_error_message=_("Nobody decides about an own project."),
            ),
            models.CheckConstraint(
                condition=Q(is_exempt=False)
                | (~Q(decided_by=F("reviewed_by")) & Q(decided_by__isnull=False)),
                name="console_project_exempted_by_another",
            ),
            models.CheckConstraint(
                condition=Q(state=ProjectState.COMPLETED, completed_on__isnull=False)
                | (~Q(state=ProjectState.COMPLETED) & Q(completed_on=None)),
                name="console_project_completed",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_certified(self) -> bool:
        """Say whether procurement is allowed, or was."""
        return self.state in CERTIFIED_STATES


class CostLine(LedgerRow):
    """What was spent on a day. Append-only: a mistake is mended by a further line.

    A line without a unit is shared by all sites of its year (S180).
    """

    unit = models.ForeignKey(
        "units.Unit",
        models.PROTECT,
        verbose_name=_("unit"),
        related_name="cost_lines",
        null=True,
        blank=True,
        help_text=_("Left empty, all sites share it."),
    )
    project = models.ForeignKey(
        Project,
        models.PROTECT,
        verbose_name=_("project"),
        related_name="lines",
        null=True,
        blank=True,
    )
    on = models.DateField(_("spent on"))
    amount = Amount(_("amount (yuan)"))
    note = models.CharField(_("what it was for"), max_length=200)
    corrects = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("corrects"),
        related_name="corrections",
        null=True,
        blank=True,
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("recorded by"), related_name="+"
    )
    recorded_at = models.DateTimeField(_("recorded at"))

    objects = CostLineQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("line of cost")
        verbose_name_plural = _("lines of cost")
        ordering = ("-on", "-id")
        indexes = (
            models.Index(fields=("unit", "on"), name="console_cost_unit"),
            models.Index(fields=("on",), name="console_cost_day"),
        )
        constraints = (
            models.CheckConstraint(
                condition=~Q(amount=0) & (Q(amount__gt=0) | Q(corrects__isnull=False)),
                name="console_cost_amount",
                violation_error_message=_("Only a correction may be below nothing."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} {self.amount} {self.note}"

    @property
    def year(self) -> int:
        """The year whose sites share the line, if it is shared."""
        day: datetime.date = self.on
        return day.year
