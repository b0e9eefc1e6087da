"""What the IT office set going for many units, and how far it has come."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from console.register.enums import RunKind, RunState


class OfficeRun(models.Model):
    """Work on many units that goes on in the background. Shared by all units.

    What it does for a unit stands in the ledgers of provisioning; here stands how far it is, so
    that a screen can tell, and a run that was interrupted can go on.
    """

    kind = models.CharField(_("kind"), max_length=12, choices=RunKind)
    state = models.CharField(_("state"), max_length=10, choices=RunState, default=RunState.WAITING)
    order: models.JSONField[Any, Any] = models.JSONField(_("what was ordered"), default=dict)
    proposal = models.ForeignKey(
        "console.BlueprintProposal",
        models.PROTECT,
        verbose_name=_("proposal"),
        related_name="runs",
        null=True,
        blank=True,
    )
    total = models.PositiveIntegerField(_("units to be done"), default=0)
    done = models.PositiveIntegerField(_("units done"), default=0)
    problem = models.TextField(_("why it stopped"), blank=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("started by"), related_name="+"
    )
    started_at = models.DateTimeField(_("started"))
    moved_at = models.DateTimeField(_("last moved"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        verbose_name = _("run over units")
        verbose_name_plural = _("runs over units")
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(condition=Q(done__lte=F("total")), name="console_run_done"),
            models.UniqueConstraint(
                fields=("proposal",),
                condition=Q(state__in=("waiting", "running")),
                name="console_run_one_a_proposal",
            ),
        )

    def __str__(self) -> str:
        started = timezone.localtime(self.started_at)
        return f"{self.get_kind_display()} {started:%Y-%m-%d %H:%M}"

    @property
    def percent(self) -> int:
        """How far it is, in per cent."""
        return 100 * self.done // self.total if self.total else 100

    @property
    def is_moving(self) -> bool:
        """Say whether the run still goes on, as far as is known."""
        return self.state in (RunState.WAITING, RunState.RUNNING)
