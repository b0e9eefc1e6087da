"""Projects before their procurement, what was spent, and the contractors who are paid."""
