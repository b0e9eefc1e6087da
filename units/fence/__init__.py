"""The fence between units in the admin (I4): a unit's people see and touch their unit only."""
