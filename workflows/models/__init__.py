"""What the gate keeps: submissions, decisions, certificates, ledger, people, words, changes."""

from workflows.models.certificates import Certificate, Revocation
from workflows.models.changes import ProposedChange
from workflows.models.ledger import LedgerEntry
from workflows.models.people import ApprovalDelegation, ListedWord, Notice
from workflows.models.submissions import (
    Decision,
    LeaderTask,
    OfficeTask,
    SecrecyTask,
    StageState,
    Submission,
)

__all__ = [
    "ApprovalDelegation",
    "Certificate",
    "Decision",
    "LeaderTask",
    "LedgerEntry",
    "ListedWord",
    "Notice",
    "OfficeTask",
    "ProposedChange",
    "Revocation",
    "SecrecyTask",
    "StageState",
    "Submission",
]
