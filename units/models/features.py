"""Which units have a feature that is not yet everybody's."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from units.enums import FeatureScope
from units.models.units import Unit


class FeatureSwitch(models.Model):
    """Where a registered feature is on: nowhere, in named units, or everywhere (S145, S185)."""

    key = models.CharField(_("feature"), max_length=40, unique=True)
    scope = models.CharField(
        _("is on"), max_length=8, choices=FeatureScope, default=FeatureScope.NOWHERE
    )
    units = models.ManyToManyField(Unit, verbose_name=_("in these units"), blank=True)

    class Meta:
        verbose_name = _("feature switch")
        verbose_name_plural = _("feature switches")
        ordering = ("key",)

    def __str__(self) -> str:
        return self.key
