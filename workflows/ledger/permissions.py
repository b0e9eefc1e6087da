"""Who may read the ledger, and what was approved how."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import BooleanField, Exists, OuterRef, Q, QuerySet, Value
from django.utils.translation import gettext as _

from units.enums import CENTRE_ROLES, Role
from units.models import User
from units.permissions import (
    user_has_centre_role,
    user_has_unit_role,
    user_is_emergency_account,
    user_units,
)
from workflows.enums import LedgerAction
from workflows.models import Certificate, Decision, LedgerEntry, Submission
from workflows.permissions import user_can_read_submission

# Who answers for a unit reads what was decided about it; editors have the progress of each page
UNIT_READERS = (Role.LEADER, Role.OPERATOR)


def user_reads_whole_ledger(user: User) -> bool:
    """Say whether the person reads the rows of all units: whoever has a central role."""
    return user_is_emergency_account(user) or user_has_centre_role(user, *CENTRE_ROLES)


def user_can_read_ledger(user: User) -> bool:
    """Say whether there is anything in the ledger that the person may read."""
    return user_reads_whole_ledger(user) or user_has_unit_role(user, *UNIT_READERS)


def require_ledger_reader(user: User) -> None:
    """Raise ``PermissionDenied`` unless the person may read something of the ledger."""
    if not user_can_read_ledger(user):
        raise PermissionDenied(
            _("The ledger is read by the offices of the centre, and by leaders and operators.")
        )


def entries_read_by(user: User) -> QuerySet[LedgerEntry]:
    """Return the rows that the person may read, those first that were added last.

    ``is_secret`` is true of rows about a text that secrecy has concealed (S083) and about the
    words it looks for: everybody but the bureau reads that they are there, not what they say.
    """
    entries = LedgerEntry.objects.order_by("-number").annotate(is_secret=_is_secret(user))
    if user_reads_whole_ledger(user):
        return entries
    return entries.filter(unit_code__in=user_units(user, *UNIT_READERS).values("code"))


def _is_secret(user: User) -> Q | Value:
    if user_has_centre_role(user, Role.SECRECY):
        return Value(False, output_field=BooleanField())
    concealed = Submission.objects.filter(is_concealed=True)
    same_text = Q(pk=OuterRef("submission_id")) | Q(page_id=OuterRef("page_id"))
    return Q(action=LedgerAction.WORDS_CHANGED) | Q(Exists(concealed.filter(same_text)))


def submissions_read_by(user: User) -> QuerySet[Submission]:
    """Return the submissions that count in the reports the person may read."""
    if user_reads_whole_ledger(user):
        return Submission.objects.all()
    return Submission.objects.filter(unit__in=user_units(user, *UNIT_READERS))


def decisions_read_by(user: User) -> QuerySet[Decision]:
    """Return the decisions that count in the reports the person may read."""
    if user_reads_whole_ledger(user):
        return Decision.objects.all()
    return Decision.objects.filter(submission__unit__in=user_units(user, *UNIT_READERS))


def user_can_read_certificate(user: User, certificate: Certificate) -> bool:
    """Say whether the person may read a certificate whole, with names and opinions."""
    if certificate.submission is not None:
        return user_can_read_submission(user, certificate.submission)
    return user_reads_whole_ledger(user)
