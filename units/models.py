"""Units, the people in them, their hosts and the roots of their page trees."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from units.enums import (
    CENTRE_ROLES,
    PORTAL_CODE,
    UNIT_ROLES,
    Accent,
    Funding,
    Level,
    Presence,
    Role,
    SiteStatus,
    System,
    UnitKind,
)
from units.querysets import MembershipQuerySet, UnitQuerySet

# Wagtail's tree path takes four characters a level; unit homes stand at the fourth.
PORTAL_HOME_DEPTH = 2
UNIT_HOME_DEPTH = 4
UNIT_PREFIX_LENGTH = 16

code_validator = RegexValidator(
    r"^[a-z0-9]+\Z", _("A code is made of the letters a to z and digits only.")
)
host_validator = RegexValidator(
    r"^(?!-)[a-z0-9-]+(\.[a-z0-9-]+)*\Z", _("This is not the name of a host.")
)


class User(AbstractUser):
    """A member of staff; what they may do follows from their memberships. Shared by all units."""

    full_name = models.CharField(_("full name"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def get_full_name(self) -> str:
        """Return the name as it is written in Chinese, in one field."""
        return self.full_name or self.username

    def get_short_name(self) -> str:
        return self.get_full_name()


class InheritedSettings(models.Model):
    """The settings that a unit takes from its level where it says nothing itself (S148)."""

    accent = models.CharField(_("accent colour"), max_length=12, choices=Accent, blank=True)
    undertaking_organ = models.CharField(_("undertaking organ"), max_length=100, blank=True)
    office_hours = models.CharField(_("office hours"), max_length=100, blank=True)

    class Meta:
        abstract = True


class LevelSettings(InheritedSettings):
    """Defaults for the units of one level. Shared by all units."""

    level = models.CharField(_("level"), max_length=12, choices=Level, unique=True)

    class Meta:
        verbose_name = _("settings of a level")
        verbose_name_plural = _("settings of levels")

    def __str__(self) -> str:
        return self.get_level_display()


class Unit(InheritedSettings):
    """A bureau, district, township or institution: what every other row belongs to."""

    code = models.CharField(_("code"), max_length=30, unique=True, validators=[code_validator])
    name = models.CharField(_("official name"), max_length=100)
    short_name = models.CharField(_("short name"), max_length=40)
    kind = models.CharField(_("kind"), max_length=20, choices=UnitKind)
    system = models.CharField(_("system"), max_length=12, choices=System)
    level = models.CharField(_("level"), max_length=12, choices=Level, default=Level.CITY)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("superior unit"),
        related_name="children",
        null=True,
        blank=True,
    )
    funding = models.CharField(_("funding"), max_length=8, choices=Funding, default=Funding.PUBLIC)
    annual_fee = models.DecimalField(
        _("annual fee (yuan)"), max_digits=10, decimal_places=2, default=0
    )
    is_designated = models.BooleanField(_("designated to be online"), default=True)
    site_status = models.CharField(
        _("site status in the roster"),
        max_length=10,
        choices=SiteStatus,
        default=SiteStatus.PLANNED,
    )
    legacy_url = models.URLField(_("address of the former site"), blank=True)
    plan_deadline = models.DateField(_("plan deadline"), null=True, blank=True)
    presence = models.CharField(
        _("presence"), max_length=10, choices=Presence, default=Presence.DIRECTORY
    )
    is_model = models.BooleanField(_("model for other units"), default=False)
    opened_on = models.DateField(_("opened on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    duty = models.CharField(_("what it does, in one sentence"), max_length=200, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    address = models.CharField(_("address"), max_length=120, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    host_organ = models.CharField(_("host organ"), max_length=100, blank=True)
    site_identification_code = models.CharField(
        _("site identification code"), max_length=20, blank=True
    )
    icp_number = models.CharField(_("ICP number"), max_length=40, blank=True)
    public_security_number = models.CharField(
        _("public security filing number"), max_length=40, blank=True
    )
    collection = models.OneToOneField(
        "wagtailcore.Collection",
        models.PROTECT,
        verbose_name=_("collection of its files"),
        related_name="unit",
        null=True,
        blank=True,
        editable=False,
    )

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(opened_on__isnull=False),
                name="units_unit_closed_was_opened",
                violation_error_message=_("A unit that never opened cannot close."),
            ),
            models.CheckConstraint(
                condition=Q(annual_fee__gte=0), name="units_unit_fee_not_negative"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_portal(self) -> bool:
        """Say whether this is the unit of the main portal itself."""
        return self.code == PORTAL_CODE


class UnitHost(models.Model):
    """A host a unit has now or had before; former hosts answer 301 (design invariant I3)."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="hosts")
    host = models.CharField(_("host"), max_length=200, unique=True, validators=[host_validator])
    is_current = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("host")
        verbose_name_plural = _("hosts")
        constraints = (
            models.UniqueConstraint(
                fields=("unit",),
                condition=Q(is_current=True),
                name="units_unithost_one_current",
            ),
        )

    def __str__(self) -> str:
        return self.host


class UnitRoot(models.Model):
    """Where a unit's pages begin in one language: turns a page into its unit and back (I1).

    The portal's own root stands two levels higher than a unit's; every page below no unit's
    root belongs to it.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="roots")
    locale = models.ForeignKey("wagtailcore.Locale", models.PROTECT, related_name="+")
    page = models.OneToOneField("wagtailcore.Page", models.CASCADE, related_name="unit_root")
    prefix = models.CharField(_("tree path"), max_length=UNIT_PREFIX_LENGTH, unique=True)

    class Meta:
        verbose_name = _("root of a unit's pages")
        verbose_name_plural = _("roots of units' pages")
        constraints = (
            models.UniqueConstraint(fields=("unit", "locale"), name="units_unitroot_one_a_locale"),
        )

    def __str__(self) -> str:
        return f"{self.unit} {self.prefix}"


class Membership(models.Model):
    """A person's role in a unit, or for the centre when ``unit`` is empty."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="memberships", null=True, blank=True
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    is_principal = models.BooleanField(_("principal leader of the unit"), default=False)
    started_on = models.DateField(_("since"))
    ended_on = models.DateField(_("until"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(unit__isnull=False, role__in=UNIT_ROLES)
                | Q(unit__isnull=True, role__in=CENTRE_ROLES),
                name="units_membership_role_fits_place",
            ),
            models.CheckConstraint(
                condition=Q(is_principal=False) | Q(role=Role.LEADER),
                name="units_membership_principal_is_leader",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=models.F("started_on")),
                name="units_membership_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=("person", "unit", "role"),
                condition=Q(ended_on__isnull=True),
                name="units_membership_once_at_a_time",
            ),
            models.UniqueConstraint(
                fields=("person", "role"),
                condition=Q(ended_on__isnull=True, unit__isnull=True),
                name="units_membership_once_in_the_centre",
            ),
            models.UniqueConstraint(
                fields=("unit",),
                condition=Q(is_principal=True, ended_on__isnull=True),
                name="units_membership_one_principal",
            ),
        )

    def __str__(self) -> str:
        place = self.unit.short_name if self.unit else _("Centre")
        return f"{self.person} · {place} · {self.get_role_display()}"
