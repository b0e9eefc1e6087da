"""What makes something public lawful. Rows are added and never changed or deleted."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from workflows.enums import CertificateKind


class Certificate(models.Model):
    """Leave to make one content public, or one version of the structure of a unit (I7).

    ``key`` is what a transaction names to the database; the certificates of one batch share it.
    Pages are named by plain numbers, as certificates outlive them. ``code`` is what the printed
    certificate shows and anybody can verify.
    """

    key = models.CharField(max_length=32)
    kind = models.CharField(_("kind"), max_length=10, choices=CertificateKind)
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="certificates", null=True)
    page_id = models.PositiveBigIntegerField(null=True, db_index=True)
    page_title = models.CharField(_("title"), max_length=255, blank=True)
    revision_id = models.PositiveBigIntegerField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    submission = models.OneToOneField(
        "workflows.Submission", models.PROTECT, related_name="certificate", null=True
    )
    blueprint_name = models.CharField(max_length=60, blank=True)
    blueprint_version = models.PositiveIntegerField(null=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="certificates", null=True
    )
    issued_at = models.DateTimeField(_("issued at"))
    code = models.CharField(_("check code"), max_length=24, blank=True, db_index=True)
    signature = models.TextField(_("signature"), blank=True)

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ("id",)
        # What the database's triggers look up for each row: a batch has a row for each unit
        indexes = (models.Index(fields=("key", "unit"), name="workflows_certificate_by_key"),)

    def __str__(self) -> str:
        return self.code or self.key


class Revocation(models.Model):
    """The end of a certificate: what it allowed may not be published again."""

    certificate = models.OneToOneField(Certificate, models.PROTECT, related_name="revocation")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.TextField(_("reason"))
    at = models.DateTimeField(_("revoked at"))

    class Meta:
        verbose_name = _("revocation")
        verbose_name_plural = _("revocations")

    def __str__(self) -> str:
        return str(self.certificate)
