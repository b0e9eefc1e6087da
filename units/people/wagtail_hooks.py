"""What the people package adds to Wagtail through its hooks."""
