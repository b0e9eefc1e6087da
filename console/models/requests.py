"""What units ask for, with what is known of each kind, and which layout a unit had when."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from console.models.provisioning import LedgerRow
from console.requests.enums import (
    GRANTED,
    ONE_AT_A_TIME,
    OPEN_TO_UNIT,
    UNDER_WAY,
    ColumnAct,
    RequestKind,
    RequestState,
)
from console.requests.querysets import RequestQuerySet
from content.enums import ColumnKind, ColumnLayout, SiteFunction, UpdateRule
from units.enums import Aftermath, Presence
from units.models import code_validator

# States in which the facts of a request need not be complete
_UNFINISHED = Q(state__in=[*OPEN_TO_UNIT, RequestState.WITHDRAWN])
_SITE_PRESENCES = [choice for choice in Presence.choices if choice[0] != Presence.DIRECTORY]


class SiteFacts(models.Model):
    """What has to be known of a site that is to open, or be laid out otherwise (S041, S012)."""

    audience = models.TextField(
        _("audience"), blank=True, help_text=_("Who will use the site, and what for.")
    )
    column_list = models.TextField(
        _("columns"), blank=True, help_text=_("One column a line; those of the blueprint, too.")
    )
    function_text = models.TextField(
        _("functions of the site"), blank=True, help_text=_("What the site does for its users.")
    )
    blueprint = models.CharField(_("layout of the site"), max_length=30, blank=True)
    to_version = models.PositiveIntegerField(_("layout version after"), null=True, blank=True)
    from_blueprint = models.CharField(_("blueprint before"), max_length=30, blank=True)
    from_version = models.PositiveIntegerField(_("layout version before"), null=True, blank=True)
    presence = models.CharField(
        _("presence"), max_length=10, choices=_SITE_PRESENCES, default=Presence.CHANNEL
    )
    second_code = models.CharField(
        _("code of the second site"), max_length=30, blank=True, validators=[code_validator]
    )
    second_name = models.CharField(_("name of the second site"), max_length=100, blank=True)
    contractor = models.ForeignKey(
        "console.Contractor",
        models.PROTECT,
        verbose_name=_("contractor"),
        related_name="+",
        null=True,
        blank=True,
    )
    starts_on = models.DateField(_("work begins on"), null=True, blank=True)
    ends_on = models.DateField(_("goes live on"), null=True, blank=True)

    class Meta:
        abstract = True


class ColumnFacts(models.Model):
    """What has to be known of a column that is to be added or changed (S029, S050)."""

    column = models.ForeignKey(
        "content.ColumnPage",
        models.SET_NULL,
        verbose_name=_("column"),
        related_name="+",
        null=True,
        blank=True,
    )
    column_name = models.CharField(_("name of the column"), max_length=100, blank=True)
    column_act = models.CharField(_("change"), max_length=10, choices=ColumnAct, blank=True)
    new_name = models.CharField(_("new name"), max_length=100, blank=True)
    above = models.ForeignKey(
        "content.ColumnPage",
        models.SET_NULL,
        verbose_name=_("below the column"),
        related_name="+",
        null=True,
        blank=True,
        help_text=_("Left empty, the column stands directly below the unit's home."),
    )
    slug = models.CharField(
        _("address"),
        max_length=30,
        blank=True,
        validators=[code_validator],
        help_text=_("A short word of letters a to z and digits."),
    )
    column_kind = models.CharField(
        _("kind of column"), max_length=10, choices=ColumnKind, default=ColumnKind.AFFAIRS
    )
    column_layout = models.CharField(
        _("layout"), max_length=12, choices=ColumnLayout, default=ColumnLayout.LIST
    )
    column_function = models.CharField(
        _("function"), max_length=12, choices=SiteFunction, default=SiteFunction.GOVERNMENT
    )
    owner = models.CharField(
        _("who answers for it"), max_length=100, blank=True, help_text=_("A section or a post.")
    )
    update_rule = models.CharField(_("update rule"), max_length=10, choices=UpdateRule, blank=True)
    update_days = models.PositiveSmallIntegerField(
        _("days between updates"), null=True, blank=True, validators=[MinValueValidator(1)]
    )

    class Meta:
        abstract = True


class ClosingFacts(models.Model):
    """What has to be known of a site that is to end."""

    closes_on = models.DateField(_("closes on"), null=True, blank=True)
    aftermath = models.CharField(
        _("what becomes of its pages"), max_length=10, choices=Aftermath, blank=True
    )
    successors = models.ManyToManyField(
        "units.Unit",
        verbose_name=_("successors"),
        related_name="+",
        blank=True,
        help_text=_("The units that go on with what the site did."),
    )

    class Meta:
        abstract = True


def _person(label: Any) -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=label,
        related_name="+",
        null=True,
        blank=True,
    )


class UnitRequest(SiteFacts, ColumnFacts, ClosingFacts):
    """Something a unit asks for: reviewed by the IT office, decided by whom it falls to (S177).

    What each step was and who took it stands in the trail, which nobody changes.
    """

    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, verbose_name=_("unit"), related_name="requests"
    )
    kind = models.CharField(_("kind of request"), max_length=15, choices=RequestKind)
    state = models.CharField(
        _("state"), max_length=12, choices=RequestState, default=RequestState.DRAFT
    )
    purpose = models.TextField(_("purpose"), blank=True, help_text=_("Why this is needed."))
    is_exemption = models.BooleanField(_("asks for an exemption"), default=False)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("drafted by"),
        related_name="+",
    )
    drafted_at = models.DateTimeField(_("drafted"))
    filed_by = _person(_("filed by"))
    filed_at = models.DateTimeField(_("filed"), null=True, blank=True)
    reviewed_by = _person(_("reviewed by"))
    decided_by = _person(_("decided by"))
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    made_unit = models.ForeignKey(
        "units.Unit",
        models.PROTECT,
        verbose_name=_("unit of the second site"),
        related_name="+",
        null=True,
        blank=True,
    )
    rollback_asked_by = _person(_("roll-back asked for by"))
    rollback_decided_by = _person(_("roll-back approved by"))

    objects = RequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request")
        verbose_name_plural = _("requests")
        ordering = ("-id",)
        indexes = (models.Index(fields=("state", "-id"), name="console_request_state"),)
        constraints = (
            models.CheckConstraint(
                condition=_UNFINISHED | Q(filed_by__isnull=False, filed_at__isnull=False),
                name="console_request_was_filed",
            ),
            models.CheckConstraint(
                condition=_UNFINISHED | ~Q(purpose=""),
                name="console_request_has_purpose",
                violation_error_message=_("A request says what it is for."),
            ),
            models.CheckConstraint(
                condition=_UNFINISHED
                | ~Q(kind=RequestKind.OPENING)
                | (~Q(audience="") & ~Q(column_list="") & ~Q(function_text="") & ~Q(blueprint="")),
                name="console_request_opening_is_whole",
                violation_error_message=_(
                    "A site is asked for with its audience, columns and functions."
                ),
            ),
            models.CheckConstraint(
                condition=_UNFINISHED
                | ~Q(kind=RequestKind.REDESIGN)
                | Q(
                    contractor__isnull=False,
                    starts_on__isnull=False,
                    ends_on__isnull=False,
                    to_version__isnull=False,
                ),
                name="console_request_redesign_is_whole",
                violation_error_message=_(
                    "A redesign is asked for with its layout, contractor and days."
                ),
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="console_request_days_in_order",
                violation_error_message=_("The work does not end before it begins."),
            ),
            models.CheckConstraint(
                condition=_UNFINISHED
                | ~Q(kind=RequestKind.COLUMN)
                | (~Q(column_name="") & ~Q(owner="") & ~Q(update_rule="") & ~Q(slug="")),
                name="console_request_column_is_whole",
                violation_error_message=_(
                    "A column is asked for with its name, address, owner and update rule."
                ),
            ),
            models.CheckConstraint(
                condition=_UNFINISHED
                | ~Q(kind=RequestKind.COLUMN_CHANGE)
                | (~Q(column_name="") & ~Q(column_act="")),
                name="console_request_change_is_whole",
                violation_error_message=_("A change names its column, and what is to happen."),
            ),
            models.CheckConstraint(
                condition=_UNFINISHED
                | ~Q(kind=RequestKind.CLOSING)
                | (Q(closes_on__isnull=False) & ~Q(aftermath="")),
                name="console_request_closing_is_whole",
                violation_error_message=_(
                    "A closing names its day, and what becomes of the pages."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(reviewed_by=F("filed_by"))
                & ~Q(decided_by=F("filed_by"))
                & ~Q(decided_by=F("reviewed_by")),
                name="console_request_persons_differ",
                violation_error_message=_("Filed, reviewed and decided by different persons."),
            ),
            models.CheckConstraint(
                condition=~Q(state=RequestState.FORWARDED) | Q(reviewed_by__isnull=False),
                name="console_request_forwarded_was_reviewed",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=GRANTED)
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="console_request_granted_was_decided",
            ),
            models.CheckConstraint(
                condition=~Q(rollback_decided_by=F("rollback_asked_by")),
                name="console_request_rollback_two_persons",
            ),
            models.CheckConstraint(
                condition=~Q(state=RequestState.ROLLED_BACK)
                | Q(rollback_asked_by__isnull=False, rollback_decided_by__isnull=False),
                name="console_request_rolled_back_was_approved",
            ),
            models.UniqueConstraint(
                fields=("unit", "kind"),
                condition=Q(state__in=UNDER_WAY, kind__in=ONE_AT_A_TIME),
                name="console_request_one_at_a_time",
                violation_error_message=_("The unit has asked for this already."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit.short_name}: {self.get_kind_display()}"


class LayoutChange(LedgerRow):
    """A unit's site went from one layout to another. Append-only (S012)."""

    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="layout_changes")
    request = models.ForeignKey(
        UnitRequest, models.PROTECT, related_name="layout_changes", null=True, blank=True
    )
    from_blueprint = models.CharField(_("blueprint before"), max_length=30)
    from_version = models.PositiveIntegerField(_("layout version before"))
    blueprint = models.CharField(_("blueprint after"), max_length=30)
    to_version = models.PositiveIntegerField(_("layout version after"))
    at = models.DateTimeField(_("time"))

    class Meta:
        verbose_name = _("change of a layout")
        verbose_name_plural = _("changes of layouts")
        ordering = ("-id",)
        indexes = (models.Index(fields=("unit", "-at"), name="console_layout_of_unit"),)

    def __str__(self) -> str:
        before = f"{self.from_blueprint} v{self.from_version}"
        return f"{self.unit}: {before} → {self.blueprint} v{self.to_version}"
