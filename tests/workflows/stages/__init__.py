"""How a text goes through the three approvals."""
