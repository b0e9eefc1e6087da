"""Start-up of the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilesConfig(AppConfig):
    """Images, renditions and documents."""

    name = "files"
    verbose_name = _("Files")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect the receivers, and have the files counted against the units' quotas."""
        from files import checks, quotas, signals  # noqa: F401

        quotas.register()
