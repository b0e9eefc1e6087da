"""The words of the gate: stages, verdicts, certificates and what the ledger records."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Stage(TextChoices):
    """The three approvals in their fixed order (S080)."""

    LEADER = "leader", _("Unit leader")
    OFFICE = "office", _("Superior office")
    SECRECY = "secrecy", _("Secrecy bureau")


class Verdict(TextChoices):
    """What a reviewer decides."""

    APPROVED = "approved", _("Approved")
    RETURNED = "returned", _("Returned")


class SubmissionState(TextChoices):
    """Where a submission stands."""

    IN_REVIEW = "in_review", _("In review")
    RETURNED = "returned", _("Returned for changes")
    WITHDRAWN = "withdrawn", _("Withdrawn by its author")
    SUPERSEDED = "superseded", _("Replaced by a changed text")
    CERTIFIED = "certified", pgettext_lazy("submission", "Approved")


# The states in which a submission may still lead to publication.
OPEN_SUBMISSIONS = (SubmissionState.IN_REVIEW, SubmissionState.RETURNED)


class CertificateKind(TextChoices):
    """What makes something public lawful (design invariant I7)."""

    CONTENT = "content", _("Approved content")
    STRUCTURE = "structure", _("Structure of the blueprint")
    FIXTURE = "fixture", _("Made-up content of a demonstration")


class LedgerAction(TextChoices):
    """What the ledger records (design invariant I9)."""

    SUBMITTED = "submitted", _("Submitted")
    RESUMED = "resumed", _("Submitted again, unchanged")
    ROUTED = "routed", _("Sent to a stage")
    REROUTED = "rerouted", _("Sent to somebody else")
    SEEN = "seen", _("Opened by a reviewer")
    APPROVED = "approved", _("Approved")
    RETURNED = "returned", _("Returned")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    SUPERSEDED = "superseded", _("Replaced by a changed text")
    CERTIFIED = "certified", _("Certified")
    PUBLISHED = "published", _("Published")
    SCHEDULED = "scheduled", _("Scheduled")
    UNSCHEDULED = "unscheduled", _("Schedule dropped")
    EXPIRED = "expired", _("Expired")
    RECALLED = "recalled", _("Recalled")
    RELEASED = "released", _("Released by the secrecy bureau")
    NOTIFIED = "notified", _("Notified")
    REMINDED = "reminded", _("Reminded")
    ESCALATED = "escalated", _("Escalated to a deputy")
    DELEGATED = "delegated", _("Authority delegated")
    DELEGATION_ENDED = "delegation_ended", _("Delegation ended")
    STRUCTURE = "structure", _("Structure certified")
    WORDS_CHANGED = "words_changed", _("Word list changed")
    CHANGE_PROPOSED = "change_proposed", _("Change proposed")
    CHANGE_APPLIED = "change_applied", _("Change carried out")
    CHANGE_REFUSED = "change_refused", _("Change refused")
    ROOT_EXPORTED = "root_exported", _("State of the ledger exported")
    OFFICE_STEP = "office_step", _("Step in the IT office's console")


class NoticeKind(TextChoices):
    """What people are told of."""

    WAITING = "waiting", _("Waiting for your decision")
    REMINDER = "reminder", _("Deadline is near")
    OVERDUE = "overdue", _("Deadline has passed")
    ESCALATED = "escalated", _("Escalated to you")
    RETURNED = "returned", _("Returned for changes")
    PUBLISHED = "published", _("Published")
    SCHEDULED = "scheduled", _("Approved, to be published later")
    RECALLED = "recalled", _("Recalled")
    DELEGATED = "delegated", _("Authority delegated to you")
    CHANGE = "change", _("Change waiting for a second person")
    OFFICE = "office", _("Message of the IT office")


class ChangeState(TextChoices):
    """Where a change of two persons stands."""

    PROPOSED = "proposed", _("Waiting for a second person")
    APPLIED = "applied", _("Carried out")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("change", "Withdrawn")


class ChangeKind(TextChoices):
    """What a change does to its object."""

    CREATE = "create", _("Add")
    UPDATE = "update", _("Change")
    DELETE = "delete", _("Remove")
