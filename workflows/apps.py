"""Start-up of the app."""

from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class WorkflowsConfig(AppConfig):
    """What may be published, and by whom."""

    name = "workflows"
    verbose_name = pgettext_lazy("app", "Workflows")
    default_auto_field = "django.db.models.BigAutoField"
