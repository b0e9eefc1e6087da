"""What the IT office keeps: what was built, who answers for it, what was asked for and decided."""

from console.models.campaigns import (
    Campaign,
    CampaignReminder,
    CampaignSnapshot,
    CampaignUnit,
)
from console.models.contractors import Contract, Contractor
from console.models.filings import Filing, FilingMember, Vacancy
from console.models.lifecycle import Succession
from console.models.money import BudgetYear, CostLine, Project
from console.models.plans import (
    Plan,
    PlanApproval,
    PlanComment,
    PlanStep,
    PlanVersion,
    ProgressNote,
)
from console.models.provisioning import (
    BlueprintProposal,
    LedgerRow,
    ProvisionEntry,
    ProvisionRun,
    UnitBlueprint,
)
from console.models.requests import LayoutChange, UnitRequest
from console.models.rules import RuleAcknowledgement, RuleDocument, RuleVersion
from console.models.runs import OfficeRun
from console.models.standards import CheckResult, CheckRun, StandardCheck, StandardTask
from console.models.steps import Step

__all__ = [
    "BlueprintProposal",
    "BudgetYear",
    "Campaign",
    "CampaignReminder",
    "CampaignSnapshot",
    "CampaignUnit",
    "CheckResult",
    "CheckRun",
    "Contract",
    "Contractor",
    "CostLine",
    "Filing",
    "FilingMember",
    "LayoutChange",
    "LedgerRow",
    "OfficeRun",
    "Plan",
    "PlanApproval",
    "PlanComment",
    "PlanStep",
    "PlanVersion",
    "ProgressNote",
    "Project",
    "ProvisionEntry",
    "ProvisionRun",
    "RuleAcknowledgement",
    "RuleDocument",
    "RuleVersion",
    "StandardCheck",
    "StandardTask",
    "Step",
    "Succession",
    "UnitBlueprint",
    "UnitRequest",
    "Vacancy",
]
