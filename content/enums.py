"""Words of the shared page types."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ColumnKind(TextChoices):
    """What a column is about (S115)."""

    AFFAIRS = "affairs", _("Government affairs")
    BUSINESS = "business", _("Business")
    TOPIC = "topic", _("Topic")


class ColumnLayout(TextChoices):
    """How a column shows what it holds."""

    LIST = "list", _("List by date")
    TEXT = "text", _("Text")
    LEADERS = "leaders", _("Leaders")
    SERVICES = "services", _("Services")
    POLICIES = "policies", _("Policy documents")
    INTERACTION = "interaction", _("Contact and interaction")


class UpdateRule(TextChoices):
    """How often a column must be brought up to date."""

    ON_CHANGE = "on_change", _("On every change")
    DAYS = "days", _("Within a number of days")
    YEARLY = "yearly", _("Every year")


class SiteFunction(TextChoices):
    """What a column does for the site (S066)."""

    PUBLICITY = "publicity", _("Publicity")
    PROMOTION = "promotion", _("Promotion")
    SOCIETY = "society", _("Service to society")
    GOVERNMENT = "government", _("Service to government")


class Feature(TextChoices):
    """Strengths of the place that several units tell of together on the portal (S015)."""

    TOURISM = "tourism", _("Tourism")
    INDUSTRY = "industry", _("Industry")
    AGRICULTURE = "agriculture", _("Agriculture")
