"""Start-up of tenancy: the guards of the tree and the address book's upkeep."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UnitsConfig(AppConfig):
    """Units, people and addresses."""

    name = "units"
    verbose_name = _("Units")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect the receivers, guard the tree, and make what actions write read-only."""
        from units import checks, permission_policies, signals, tree_guard  # noqa: F401
        from units.accounts import checks as account_checks  # noqa: F401
        from units.accounts import signals as account_signals  # noqa: F401
        from units.fence import pages_policy

        tree_guard.install()
        permission_policies.install()
        pages_policy.install()
