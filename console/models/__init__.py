"""What the IT office keeps: what was built, who answers for it, what was asked for and decided."""

from console.models.provisioning import (
    BlueprintProposal,
    LedgerRow,
    ProvisionEntry,
    ProvisionRun,
    UnitBlueprint,
)
from console.models.steps import Step

__all__ = [
    "BlueprintProposal",
    "LedgerRow",
    "ProvisionEntry",
    "ProvisionRun",
    "Step",
    "UnitBlueprint",
]
