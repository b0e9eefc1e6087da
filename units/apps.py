"""Start-up of tenancy: the guards of the tree and the address book's upkeep."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UnitsConfig(AppConfig):
    """Units, people and addresses."""

    name = "units"
    verbose_name = _("Units")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect the receivers and put the guard around Wagtail's copy action."""
        from units import checks, signals, tree_guard  # noqa: F401

        tree_guard.install()
