"""What the IT office's console adds to the admin."""

from console import panels

panels.register()
