"""What the page types add to the admin."""

from content import layout_hooks, panels  # noqa: F401 the hooks are registered on import

panels.register()
