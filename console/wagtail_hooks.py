"""What the IT office's console adds to the admin."""

from console import panels
from console.briefing import wagtail_hooks as briefing_hooks  # noqa: F401
from console.campaigns import wagtail_hooks as campaigns_hooks  # noqa: F401
from console.filings import wagtail_hooks as filings_hooks  # noqa: F401
from console.lifecycle import wagtail_hooks as lifecycle_hooks  # noqa: F401
from console.money import wagtail_hooks as money_hooks  # noqa: F401
from console.office import menu  # noqa: F401 registers the item of the console
from console.plans import wagtail_hooks as plans_hooks  # noqa: F401
from console.register import wagtail_hooks as register_hooks  # noqa: F401
from console.requests import wagtail_hooks as requests_hooks  # noqa: F401
from console.rules import wagtail_hooks as rules_hooks  # noqa: F401
from console.standards import wagtail_hooks as standards_hooks  # noqa: F401

panels.register()
