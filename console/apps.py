"""Start-up of the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsoleConfig(AppConfig):
    """The IT office: blueprint and provisioning."""

    name = "console"
    verbose_name = _("Console")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say that what the IT office keeps of its own work is not public."""
        from workflows.gate.classification import Exposure, classify

        classify(
            Exposure.INTERNAL,
            "console.BlueprintProposal",
            "console.ProvisionEntry",
            "console.ProvisionRun",
            "console.UnitBlueprint",
        )
