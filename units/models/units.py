"""Units, their hosts and the roots of their page trees."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from units.enums import (
    PORTAL_CODE,
    Accent,
    Aftermath,
    Funding,
    Level,
    Presence,
    SiteStatus,
    System,
    UnitKind,
)
from units.querysets import UnitQuerySet

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


QUOTA_HELP = _("Left empty, what holds for the level, or else for the whole city, counts.")


class InheritedSettings(models.Model):
    """The settings that a unit takes from its level where it says nothing itself (S148)."""

    accent = models.CharField(_("accent colour"), max_length=12, choices=Accent, blank=True)
    undertaking_organ = models.CharField(_("undertaking organ"), max_length=100, blank=True)
    office_hours = models.CharField(_("office hours"), max_length=100, blank=True)

    class Meta:
        abstract = True


class Quotas(models.Model):
    """How much of the install a unit may use: its own numbers, its level's or the city's (S200)."""

    max_people = models.PositiveIntegerField(
        _("people at most"), null=True, blank=True, help_text=QUOTA_HELP
    )
    max_storage = models.PositiveIntegerField(
        _("storage for files at most (MB)"), null=True, blank=True, help_text=QUOTA_HELP
    )
    max_extra_columns = models.PositiveIntegerField(
        _("columns beside the blueprint at most"), null=True, blank=True, help_text=QUOTA_HELP
    )

    class Meta:
        abstract = True


class LevelSettings(InheritedSettings, Quotas):
    """Defaults for the units of one level. Shared by all units."""

    level = models.CharField(_("level"), max_length=12, choices=Level, unique=True)

    class Meta:
        verbose_name = _("settings of a level")
        verbose_name_plural = _("settings of levels")

    def __str__(self) -> str:
        return self.get_level_display()


class Unit(InheritedSettings, Quotas):
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
    closes_on = models.DateField(_("closing announced for"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    aftermath = models.CharField(
        _("after closing"), max_length=8, choices=Aftermath, blank=True, default=""
    )
    successors = models.ManyToManyField(
        "self",
        verbose_name=_("successors"),
        related_name="predecessors",
        symmetrical=False,
        blank=True,
    )
    former_names = models.TextField(
        _("former names"),
        blank=True,
        help_text=_("One a line; also the names of units whose work it took over."),
    )

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
                # A directory entry ends without having opened when its work goes on elsewhere
                condition=Q(closed_on__isnull=True)
                | Q(opened_on__isnull=False)
                | Q(aftermath=Aftermath.MOVED),
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

    @property
    def has_left(self) -> bool:
        """Say whether the public meets the unit no more: it has closed and left no archive."""
        return self.closed_on is not None and self.aftermath in (Aftermath.MOVED, Aftermath.GONE)


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
