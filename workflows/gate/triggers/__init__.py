"""The last depth of the gate: the database itself refuses what no certificate covers (I7)."""
