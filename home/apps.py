"""Start-up of the portal's front."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """The portal's front page and link directory."""

    name = "home"
    verbose_name = _("Home")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the read side of the front page, and put the links under two persons."""
        from home import descriptions, link_changes
        from workflows.gate.classification import Exposure, classify

        descriptions.register()
        link_changes.register()
        classify(Exposure.TWO_PERSON, "home.Link")
