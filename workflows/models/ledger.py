"""The ledger: one row for everything that happened, each holding the hash of the one before."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from workflows.enums import LedgerAction


class LedgerEntry(models.Model):
    """One row of the append-only ledger (I9).

    Names are kept as they were. Pages and units are named by plain values: entries outlive them.
    """

    number = models.PositiveBigIntegerField(_("number"), unique=True)
    at = models.DateTimeField(_("time"), db_index=True)
    action = models.CharField(_("action"), max_length=20, choices=LedgerAction)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="ledger_entries", null=True
    )
    actor_name = models.CharField(_("person"), max_length=80, blank=True)
    unit_code = models.CharField(_("unit"), max_length=40, blank=True, db_index=True)
    page_id = models.PositiveBigIntegerField(null=True, db_index=True)
    page_title = models.CharField(_("title"), max_length=255, blank=True)
    submission_id = models.PositiveBigIntegerField(null=True, db_index=True)
    digest = models.CharField(max_length=64, blank=True)
    details = models.JSONField(_("details"), default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger entries")
        ordering = ("number",)

    def __str__(self) -> str:
        return f"{self.number} · {self.get_action_display()} · {self.page_title}"
