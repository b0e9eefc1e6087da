"""The firms that build and keep sites, and their contracts."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from console.money.querysets import ContractorQuerySet, ContractQuerySet

# A unified social credit code: its letters leave out I, O, Z, S and V (GB 32100)
CREDIT_CODE = r"^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}\Z"

DOCUMENT_TYPES = ("pdf", "jpg", "jpeg", "png")


class Contractor(models.Model):
    """A firm that may be given work on sites while its qualification holds (S100).

    Shared by all units.
    """

    name = models.CharField(_("name of the firm"), max_length=120)
    credit_code = models.CharField(
        _("unified social credit code"),
        max_length=18,
        unique=True,
        validators=[
            RegexValidator(CREDIT_CODE, _("A credit code has 18 digits and capital letters."))
        ],
    )
    contact = models.CharField(_("contact person"), max_length=60)
    phone = models.CharField(_("phone"), max_length=40)
    email = models.EmailField(_("e-mail"), blank=True)
    qualification = models.CharField(
        _("qualification"), max_length=120, help_text=_("Its name and grade, as the document says.")
    )
    document = models.FileField(
        _("qualification document"),
        upload_to="console/qualifications/",
        blank=True,
        validators=[FileExtensionValidator(DOCUMENT_TYPES)],
        help_text=_("PDF or picture; without it the firm is given no work."),
    )
    qualified_from = models.DateField(_("qualified from"))
    qualified_until = models.DateField(_("qualified until"))
    is_active = models.BooleanField(_("in use"), default=True)

    objects = ContractorQuerySet.as_manager()

    class Meta:
        verbose_name = _("contractor")
        verbose_name_plural = _("contractors")
        ordering = ("name", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(qualified_until__gte=F("qualified_from")),
                name="console_contractor_period",
                violation_error_message=_("The qualification ends before it begins."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def is_qualified_on(self, day: datetime.date) -> bool:
        """Say whether the firm is in use, has shown its document, and it holds on the day."""
        holds = self.qualified_from <= day <= self.qualified_until
        return self.is_active and bool(self.document) and holds


class Contract(models.Model):
    """Work given to a firm: for a unit's site or, without one, for all sites (S032)."""

    contractor = models.ForeignKey(
        Contractor, models.PROTECT, verbose_name=_("contractor"), related_name="contracts"
    )
    unit = models.ForeignKey(
        "units.Unit",
        models.PROTECT,
        verbose_name=_("unit"),
        related_name="contracts",
        null=True,
        blank=True,
        help_text=_("Left empty, the contract is for all sites."),
    )
    project = models.ForeignKey(
        "console.Project",
        models.PROTECT,
        verbose_name=_("project"),
        related_name="contracts",
        null=True,
        blank=True,
        help_text=_("The project under whose certificate it was procured."),
    )
    subject = models.CharField(_("subject of the contract"), max_length=120)
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    contact = models.CharField(_("contact person"), max_length=60)
    phone = models.CharField(_("phone"), max_length=40)
    warned_on = models.DateField(_("expiry told on"), null=True, blank=True, editable=False)
    ended_on = models.DateField(
        _("ended on"),
        null=True,
        blank=True,
        help_text=_("Filled in once nothing is left to do: no warning is given any more."),
    )

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = _("contract")
        verbose_name_plural = _("contracts")
        ordering = ("ends_on", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="console_contract_period",
                violation_error_message=_("The contract ends before it starts."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.subject} · {self.contractor}"

    def clean(self) -> None:
        """Refuse a project of another unit."""
        super().clean()
        if self.project and self.project.unit_id != self.unit_id:
            raise ValidationError({"project": _("This project was filed for another unit.")})

    def is_expired_on(self, day: datetime.date) -> bool:
        """Say whether the contract is over on the day and nobody has dealt with that."""
        return self.ends_on < day and self.ended_on is None
