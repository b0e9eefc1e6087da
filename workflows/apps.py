"""Start-up of the app."""

from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class WorkflowsConfig(AppConfig):
    """What may be published, and by whom."""

    name = "workflows"
    verbose_name = pgettext_lazy("app", "Workflows")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect the gate's receivers."""
        from workflows import file_readers
        from workflows.changes import subjects
        from workflows.gate import checks as gate_checks  # noqa: F401
        from workflows.gate import known_models, own_depths
        from workflows.gate import signals as gate_signals  # noqa: F401
        from workflows.gate.triggers import checks as trigger_checks  # noqa: F401
        from workflows.gate.triggers import signals as trigger_signals  # noqa: F401
        from workflows.ledger import checks as ledger_checks  # noqa: F401
        from workflows.notices import checks as notices_checks  # noqa: F401
        from workflows.stages import notifiers
        from workflows.stages import signals as stages_signals  # noqa: F401
        from workflows.timing import checks as timing_checks  # noqa: F401
        from workflows.timing import signals as timing_signals  # noqa: F401

        file_readers.install()
        known_models.classify_known_models()
        own_depths.register_own_depths()
        subjects.register_subjects()
        notifiers.silence()
