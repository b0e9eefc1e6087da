"""Start-up of the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsoleConfig(AppConfig):
    """The IT office: blueprint and provisioning, requests, filings, plans, costs and standards."""

    name = "console"
    verbose_name = _("Console")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say that what the IT office keeps is not public, and have its trail kept."""
        from console.filings import signals as filings_signals  # noqa: F401
        from console.filings.vacancies import is_vacant_too_long
        from console.models import LedgerRow
        from units.enums import UnitState
        from units.state import register_state_condition
        from workflows.gate.classification import Exposure, classify
        from workflows.gate.triggers.guarded import keep_rows_of

        models = list(self.get_models())
        classify(Exposure.INTERNAL, *(model._meta.label for model in models))
        register_state_condition(UnitState.FAILING, is_vacant_too_long)
        keep_rows_of(*(model for model in models if issubclass(model, LedgerRow)))
