"""Units and people: what every other row belongs to."""

from units.models.features import FeatureSwitch
from units.models.people import ColumnDelegation, Membership, SignIn, User
from units.models.units import (
    PORTAL_HOME_DEPTH,
    UNIT_HOME_DEPTH,
    UNIT_PREFIX_LENGTH,
    InheritedSettings,
    LevelSettings,
    Quotas,
    Unit,
    UnitHost,
    UnitRoot,
    code_validator,
    host_validator,
)

__all__ = [
    "PORTAL_HOME_DEPTH",
    "UNIT_HOME_DEPTH",
    "UNIT_PREFIX_LENGTH",
    "ColumnDelegation",
    "FeatureSwitch",
    "InheritedSettings",
    "LevelSettings",
    "Membership",
    "Quotas",
    "SignIn",
    "Unit",
    "UnitHost",
    "UnitRoot",
    "User",
    "code_validator",
    "host_validator",
]
