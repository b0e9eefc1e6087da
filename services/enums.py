"""Words of service guides."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class LifeEvent(TextChoices):
    """What happens in a life when a service is needed."""

    BIRTH = "birth", _("Birth and family")
    EDUCATION = "education", _("School and study")
    EMPLOYMENT = "employment", _("Work and business")
    MARRIAGE = "marriage", _("Marriage")
    HOUSING = "housing", _("Housing")
    HEALTH = "health", _("Social security and health")
    RETIREMENT = "retirement", _("Retirement and care")
    DOCUMENTS = "documents", _("Papers and certificates")
