"""What became of units: the dated history of their names and of their work."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from console.lifecycle.enums import SuccessionKind
from console.models.provisioning import LedgerRow


class Succession(LedgerRow):
    """One unit's name, or its work, went on in a unit from a day on. Append-only.

    Of a renaming both units are the same; a unit that was split has a row for each successor.
    """

    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, verbose_name=_("unit"), related_name="successions"
    )
    successor = models.ForeignKey(
        "units.Unit", models.PROTECT, verbose_name=_("successor"), related_name="+"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=SuccessionKind)
    on = models.DateField(_("since"))
    old_name = models.CharField(_("former name"), max_length=100)
    old_short_name = models.CharField(_("former short name"), max_length=40)

    class Meta:
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        ordering = ("on", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(kind=SuccessionKind.RENAMED, successor=F("unit"))
                | (~Q(kind=SuccessionKind.RENAMED) & ~Q(successor=F("unit"))),
                name="console_succession_fits_kind",
            ),
        )

    def __str__(self) -> str:
        return f"{self.old_name} → {self.successor} ({self.on})"
