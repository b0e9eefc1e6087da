"""What the fence package adds to Wagtail through its hooks."""
