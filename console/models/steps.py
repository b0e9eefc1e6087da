"""What was done with a request, a plan, a filing or a project, step by step."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from console.enums import StepKind
from console.models.provisioning import LedgerRow

# The sums among the particulars of steps, in the order in which they are told
AMOUNTS = {
    "quoted": _("quoted (yuan)"),
    "amount": _("amount (yuan)"),
    "remaining": _("remaining of the cap before it (yuan)"),
    "spent": _("actual (yuan)"),
    "saved": _("saved (yuan)"),
    "cap": _("cap (yuan)"),
}


class Step(LedgerRow):
    """One step of something that the office keeps, with its reason. Append-only (S177).

    ``subject`` is the model's name and ``subject_id`` the key of what it is about, so that the
    trail of anything reads alike. The ledger of the install holds the same step in its chain.
    """

    subject = models.CharField(_("about"), max_length=40)
    subject_id = models.PositiveBigIntegerField()
    unit = models.ForeignKey(
        "units.Unit",
        models.PROTECT,
        verbose_name=_("unit"),
        related_name="+",
        null=True,
        blank=True,
    )
    kind = models.CharField(_("step"), max_length=20, choices=StepKind)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("person"),
        related_name="+",
        null=True,
        blank=True,
    )
    at = models.DateTimeField(_("time"))
    reason = models.TextField(_("reason"), blank=True)
    facts: models.JSONField[Any, Any] = models.JSONField(_("particulars"), default=dict)

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ("id",)
        indexes = (models.Index(fields=("subject", "subject_id", "id"), name="console_step_of"),)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.subject} {self.subject_id}"

    @property
    def amounts(self) -> list[tuple[str, Decimal]]:
        """The sums that the step is about, each with what it is."""
        known = ((str(label), self.facts.get(name)) for name, label in AMOUNTS.items())
        return [(label, Decimal(amount)) for label, amount in known if amount is not None]
