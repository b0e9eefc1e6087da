"""Start-up of the shared page types."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    """The page types all units share."""

    name = "content"
    verbose_name = _("Content")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the lower apps of the page types, count columns, and follow published homes."""
        from content import descriptions, feeds, quotas, requirements, signals  # noqa: F401
        from workflows.gate.classification import Exposure, classify

        descriptions.register()
        feeds.register()
        quotas.register()
        requirements.register()
        # The read side, below, cannot know the gate
        classify(Exposure.DERIVED, "search.PublishedItem")
        classify(
            Exposure.INTERNAL,
            "search.IndexJob",
            "search.IndexLease",
            "search.QueryCount",
            "search.Synonym",
        )
