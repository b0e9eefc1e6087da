"""The editor's side: check list, submission, progress, withdrawal and recall."""
