"""The approval inbox, where reviewers read and decide."""
