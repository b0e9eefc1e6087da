"""The words requests are described with."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RequestKind(TextChoices):
    """What a unit may ask for."""

    OPENING = "opening", _("Opening a site")
    REDESIGN = "redesign", _("Redesign of a site")
    COLUMN = "column", _("Further column")
    COLUMN_CHANGE = "column_change", _("Change of a column")
    CLOSING = "closing", _("Closing a site")


class RequestState(TextChoices):
    """Where a request stands."""

    DRAFT = "draft", pgettext_lazy("request", "Draft")
    SUBMITTED = "submitted", _("Waits for the IT office")
    FORWARDED = "forwarded", _("Waits for the leading group")
    RETURNED = "returned", pgettext_lazy("request", "Returned for completion")
    CARRIED_OUT = "carried_out", pgettext_lazy("request", "Approved and carried out")
    REFUSED = "refused", pgettext_lazy("request", "Refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("request", "Withdrawn")
    ROLL_BACK = "roll_back", _("Roll-back waits for the leading group")
    ROLLED_BACK = "rolled_back", pgettext_lazy("request", "Rolled back")


# The unit may still write
OPEN_TO_UNIT = (RequestState.DRAFT, RequestState.RETURNED)
# Somebody has to decide
AWAITING = (RequestState.SUBMITTED, RequestState.FORWARDED)
# Handed in and not at its end
UNDER_WAY = (*AWAITING, RequestState.RETURNED)
# Somebody had the right to say yes, and said it
GRANTED = (RequestState.CARRIED_OUT, RequestState.ROLL_BACK, RequestState.ROLLED_BACK)
# Of these a unit has no two under way at once
ONE_AT_A_TIME = (RequestKind.OPENING, RequestKind.REDESIGN, RequestKind.CLOSING)


class ColumnAct(TextChoices):
    """What is to happen to a column."""

    RENAME = "rename", _("Give it another name")
    MOVE = "move", _("Put it in another place")
    REMOVE = "remove", _("Remove it")
