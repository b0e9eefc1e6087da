"""What the workbench package adds to Wagtail through its hooks."""
