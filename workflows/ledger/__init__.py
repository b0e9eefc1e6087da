"""The ledger: writing it, proving it, and the certificates that follow from it (I9)."""
