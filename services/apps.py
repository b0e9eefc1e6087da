"""Start-up of service guides."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ServicesConfig(AppConfig):
    """Service guides."""

    name = "services"
    verbose_name = _("Services")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the read side of service guides."""
        from services import descriptions

        descriptions.register()
