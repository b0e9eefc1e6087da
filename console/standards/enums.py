"""The words checks are described with."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CheckKind(TextChoices):
    """How it is found out whether a site passes a check."""

    AUTOMATIC = "automatic", _("From stored facts")
    BY_HAND = "by_hand", _("By hand, with evidence")


class Outcome(TextChoices):
    """What a check found."""

    PASSED = "passed", pgettext_lazy("check", "Passed")
    FAILED = "failed", pgettext_lazy("check", "Failed")
