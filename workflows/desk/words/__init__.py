"""The words that the secrecy bureau keeps for the content check (S213)."""
