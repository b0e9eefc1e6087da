"""What the accounts package adds to Wagtail through its hooks."""
