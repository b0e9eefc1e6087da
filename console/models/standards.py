"""What every site is checked for, what was found, and what is to be done about it (S099, S202)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from console.models.provisioning import LedgerRow
from console.standards.enums import CheckKind, Outcome
from console.standards.querysets import CheckQuerySet, TaskQuerySet


class StandardCheck(models.Model):
    """One of the unifications. Shared by all units; switched off rather than deleted."""

    key = models.SlugField(_("key"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=60)
    kind = models.CharField(_("kind"), max_length=10, choices=CheckKind)
    facts = models.CharField(
        _("facts it is computed from"),
        max_length=30,
        blank=True,
        help_text=_("For a check from stored facts only."),
    )
    requirement = models.TextField(_("what is required"))
    remedy = models.TextField(_("what to do when it fails"), blank=True)
    position = models.PositiveSmallIntegerField(_("position in the list"), default=0)
    is_active = models.BooleanField(_("counts in the score"), default=True)

    objects = CheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("unification")
        verbose_name_plural = _("unifications")
        ordering = ("position", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(kind=CheckKind.BY_HAND, facts="")
                | (Q(kind=CheckKind.AUTOMATIC) & ~Q(facts="")),
                name="console_check_automatic_has_facts",
                violation_error_message=_(
                    "A check from stored facts names them; a check by hand names none."
                ),
            ),
        )

    def __str__(self) -> str:
        return self.name


class CheckRun(models.Model):
    """One run of the automatic checks over all units. Shared by all units.

    What was interrupted goes on after ``reached``, the last unit that is done.
    """

    started_at = models.DateTimeField(_("started"))
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("started by"),
        related_name="+",
        null=True,
        blank=True,
    )
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    is_open = models.BooleanField(_("under way"), default=True)
    reached = models.PositiveBigIntegerField(default=0)
    units = models.PositiveIntegerField(_("units checked"), default=0)
    passed = models.PositiveIntegerField(_("checks passed"), default=0)
    failed = models.PositiveIntegerField(_("checks failed"), default=0)

    class Meta:
        verbose_name = _("run of the checks")
        verbose_name_plural = _("runs of the checks")
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("is_open",), condition=Q(is_open=True), name="console_check_run_one_open"
            ),
            models.CheckConstraint(
                condition=Q(is_open=True, finished_at__isnull=True)
                | Q(is_open=False, finished_at__isnull=False),
                name="console_check_run_finished",
            ),
        )

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M}"


class CheckResult(LedgerRow):
    """What a check found at a unit, each time that it is something else. Append-only.

    The newest row of a unit and a check is what counts. ``person`` is empty for automatic checks.
    """

    check_made = models.ForeignKey(
        StandardCheck, models.PROTECT, verbose_name=_("unification"), related_name="results"
    )
    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, verbose_name=_("unit"), related_name="check_results"
    )
    outcome = models.CharField(_("result"), max_length=6, choices=Outcome)
    evidence = models.TextField(_("evidence"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("found by"),
        related_name="+",
        null=True,
        blank=True,
    )
    at = models.DateTimeField(_("time"))

    class Meta:
        verbose_name = _("result of a check")
        verbose_name_plural = _("results of checks")
        ordering = ("-id",)
        indexes = (
            models.Index(fields=("unit", "check_made", "-id"), name="console_result_newest"),
        )

    def __str__(self) -> str:
        return f"{self.unit} · {self.check_made}: {self.get_outcome_display()}"


class StandardTask(models.Model):
    """What a unit has to bring to standard: made by a failed check, closed when it passes."""

    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, verbose_name=_("unit"), related_name="standard_tasks"
    )
    check_made = models.ForeignKey(
        StandardCheck, models.PROTECT, verbose_name=_("unification"), related_name="tasks"
    )
    opened_at = models.DateTimeField(_("opened"))
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("task to bring to standard")
        verbose_name_plural = _("tasks to bring to standard")
        ordering = ("unit_id", "check_made__position", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "check_made"),
                condition=Q(closed_at__isnull=True),
                name="console_task_one_open",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("opened_at")),
                name="console_task_closed_after_opened",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit} · {self.check_made}"
