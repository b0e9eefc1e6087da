"""What the IT office's console adds to the admin."""

from console import panels
from console.office import menu  # noqa: F401 registers the item of the console

panels.register()
