"""Start-up of the read side."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """The read side of everything public, and finding in it."""

    name = "search"
    verbose_name = _("Search")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Follow pages and units, and tell when a unit is dormant."""
        # The receivers of units come first: rows are made from addresses that are up to date
        from units import signals as units_signals  # noqa: F401, I001
        from search import signals  # noqa: F401
        from search.dormancy import is_dormant
        from search.elastic import checks, queue  # noqa: F401
        from search.words import signals as words_signals  # noqa: F401
        from units.enums import UnitState
        from units.state import register_state_condition

        register_state_condition(UnitState.DORMANT, is_dormant)
