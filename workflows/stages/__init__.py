"""The three stages: who decides, in which order, and what follows (I8)."""
