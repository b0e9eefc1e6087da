"""Words of the content check."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ProhibitedClass(TextChoices):
    """What may not be published: the eight classes of S057 to S064, and the rest (S065)."""

    BARRED = "barred", _("Barred by the state")
    SENSITIVE = "sensitive", _("Political or foreign affairs matter")
    NOT_FOR_RELEASE = "not_for_release", _("Information or statistics not for wide release")
    PROPERTY = "property", _("Trade secret or intellectual property")
    INTERNAL = "internal", _("Internal affairs of the unit")
    WITHOUT_BASIS = "without_basis", _("Matter not laid down in law")
    EXPLORATORY = "exploratory", _("Exploratory practice open to misunderstanding")
    UNDECIDED = "undecided", _("Matter not yet decided")
    OTHER = "other", _("Other information that may do harm")


class Severity(TextChoices):
    """How much a finding weighs: a high one stops until somebody gives a reason."""

    HIGH = "high", pgettext_lazy("severity", "High")
    MEDIUM = "medium", pgettext_lazy("severity", "Medium")
    LOW = "low", pgettext_lazy("severity", "Low")

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Severity).index(self)

    @property
    def milder(self) -> "Severity | None":
        """The next severity down; none below the lowest."""
        following = list(Severity)[self.rank + 1 :]
        return following[0] if following else None


class Rule(TextChoices):
    """What was found."""

    MARKING = "marking", _("Secrecy marking")
    WORD = "word", _("Listed word")
    ID_CARD = "id_card", _("Identity card number")
    MOBILE = "mobile", _("Mobile phone number")
    LANDLINE = "landline", _("Landline number")
    BANK_CARD = "bank_card", _("Bank card number")
    PASSPORT = "passport", _("Number of a passport or travel permit")
    PLATE = "plate", _("Number plate")
    COORDINATES = "coordinates", _("Exact coordinates")
    EMAIL = "email", _("E-mail address")
    UNREADABLE = "unreadable", _("Not read by the check")
