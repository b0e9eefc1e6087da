"""The words filings are described with."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class FilingState(TextChoices):
    """How what a unit filed stands to who works there now; computed, never stored."""

    NONE = "none", _("Nothing filed")
    VACANT = "vacant", pgettext_lazy("filing", "Post vacant")
    INCOMPLETE = "incomplete", pgettext_lazy("filing", "Incomplete")
    CHANGED = "changed", pgettext_lazy("filing", "Changed since")
    FILED = "filed", pgettext_lazy("filing", "In order")


# The unit owes a new filing
OWING_STATES = (
    FilingState.NONE,
    FilingState.VACANT,
    FilingState.INCOMPLETE,
    FilingState.CHANGED,
)


class Post(TextChoices):
    """The three who answer for a unit's site (S095-S097)."""

    HEAD = "head", _("First responsible person")
    DEPUTY = "deputy", _("Leader of the site team")
    OPERATOR = "operator", pgettext_lazy("filing", "Operator of the site")


class Part(TextChoices):
    """What else a person does in the team of a site."""

    OPERATOR = "operator", pgettext_lazy("filing", "Operator of the site")
    MEMBER = "member", pgettext_lazy("filing", "Member of the team")
