"""The words blueprints and provisioning are described with."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ChangeKind(TextChoices):
    """What a new version of a blueprint does to a column."""

    ADDED = "added", _("Added")
    REMOVED = "removed", _("Removed")
    RENAMED = "renamed", _("Renamed")
    MOVED = "moved", _("Moved")
    CHANGED = "changed", _("Changed")


class EntryState(TextChoices):
    """Where the provisioning of one unit stands in the ledger."""

    BUILT = "built", _("Built")
    UNDONE = "undone", _("Undone")


class StepKind(TextChoices):
    """What was done with something that the office keeps."""

    DRAFTED = "drafted", _("Drafted")
    FILED = "filed", _("Filed")
    CHANGED = "changed", _("Changed")
    COMMENTED = "commented", _("Commented on")
    FORWARDED = "forwarded", _("Reviewed and passed on to the leading group")
    RETURNED = "returned", _("Returned for completion")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn by who filed it")
    CARRIED_OUT = "carried_out", _("Carried out")
    ROLLED_BACK = "rolled_back", _("Rolled back")
    ACKNOWLEDGED = "acknowledged", _("Acknowledged")
    RECORDED = "recorded", _("Recorded")
    REMINDED = "reminded", _("Reminded")
    LOCKED = "locked", _("Locked after the deadline")
    OPENED = "opened", _("Went live")
    ANNOUNCED = "announced", _("Closing announced")
    CLOSED = "closed", _("Closed")
    COMPLETED = "completed", pgettext_lazy("step", "Completed")
    ENDED = "ended", pgettext_lazy("campaign", "Ended")
    REPEALED = "repealed", _("Repealed")
    SUCCEEDED = "succeeded", _("Passed on to a successor")
