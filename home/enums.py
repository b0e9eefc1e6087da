"""Words of the link directory."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class LinkLevel(TextChoices):
    """The level a link leads to; the directory groups by it, in this order (S051)."""

    NATIONAL = "national", _("National")
    PROVINCIAL = "provincial", _("Provincial")
    CITY = "city", _("City")
    COUNTY = "county", _("County")
    UNIT = "unit", _("Units")
    CIVIC = "civic", _("Civic organisations")
    SERVICE = "service", _("Convenient services")
