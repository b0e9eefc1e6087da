"""The rules that units follow, their versions, and who has acknowledged them."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import FileExtensionValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from console.models.provisioning import LedgerRow
from console.rules.enums import RuleState
from console.rules.querysets import RuleVersionQuerySet
from units.enums import Level, System

FILE_TYPES = ("pdf", "doc", "docx", "ofd", "odt", "wps")


class RuleDocument(models.Model):
    """A rule such as the implementation plan (S001), whatever its version. Shared by all units."""

    title = models.CharField(_("title of the rule"), max_length=120, unique=True)
    level = models.CharField(
        _("for units of this level"),
        max_length=12,
        choices=Level,
        blank=True,
        help_text=_("Left empty, it is for units of all levels."),
    )
    system = models.CharField(
        _("for units of this system"),
        max_length=12,
        choices=System,
        blank=True,
        help_text=_("Left empty, it is for units of both systems."),
    )
    repealed_on = models.DateField(_("repealed on"), null=True, blank=True)

    class Meta:
        verbose_name = _("rule")
        verbose_name_plural = _("rules")
        ordering = ("id",)

    def __str__(self) -> str:
        return self.title


class RuleVersion(models.Model):
    """A text of a rule: proposed by the IT office, issued by the leading group (S001).

    Text and file never change once proposed; another text is another version. Shared by all units.
    """

    document = models.ForeignKey(
        RuleDocument, models.PROTECT, verbose_name=_("rule"), related_name="versions"
    )
    number = models.PositiveIntegerField(_("version"))
    document_number = models.CharField(_("document number"), max_length=60, blank=True)
    text = models.TextField(_("text of the rule"))
    changes = models.TextField(
        _("what is new"), blank=True, help_text=_("What differs from the version before.")
    )
    file = models.FileField(
        _("file"),
        upload_to="rules/%Y/",
        max_length=200,
        blank=True,
        validators=[FileExtensionValidator(FILE_TYPES)],
    )
    file_name = models.CharField(_("name of the file"), max_length=200, blank=True)
    digest = models.CharField(_("digest of text and file"), max_length=64, editable=False)
    state = models.CharField(
        _("state"), max_length=10, choices=RuleState, default=RuleState.PROPOSED
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("proposed by"), related_name="+"
    )
    proposed_at = models.DateTimeField(_("proposed"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("decided by"),
        related_name="+",
        null=True,
        blank=True,
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    objects = RuleVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a rule")
        verbose_name_plural = _("versions of rules")
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("document", "number"), name="console_rule_version_number"
            ),
            models.UniqueConstraint(
                fields=("document",),
                condition=Q(state=RuleState.PROPOSED),
                name="console_rule_one_proposed",
                violation_error_message=_("A version of this rule waits for the leading group."),
            ),
            models.CheckConstraint(
                condition=Q(state=RuleState.PROPOSED, decided_by=None, decided_at=None)
                | Q(
                    state__in=(RuleState.ISSUED, RuleState.REFUSED, RuleState.WITHDRAWN),
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                ),
                name="console_rule_decision_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(state=RuleState.WITHDRAWN)
                | Q(decided_by__isnull=True)
                | ~Q(decided_by=F("proposed_by")),
                name="console_rule_two_people",
                violation_error_message=_("A rule is decided on by another person."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.document} v{self.number}"


class RuleAcknowledgement(LedgerRow):
    """That a unit's responsible person has read a version and answers for it. Append-only."""

    version = models.ForeignKey(RuleVersion, models.PROTECT, related_name="acknowledgements")
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="acknowledgements")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("time"))
    digest = models.CharField(_("digest of text and file"), max_length=64)

    class Meta:
        verbose_name = _("acknowledgement of a rule")
        verbose_name_plural = _("acknowledgements of rules")
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("version", "unit"), name="console_rule_acknowledged_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit} · {self.version}"
