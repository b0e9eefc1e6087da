"""Where people land in the admin, and what their dashboard shows them."""
