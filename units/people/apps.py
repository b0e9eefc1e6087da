"""Wagtail's app of users, with our screens and our policy in the place of its own."""

from django.contrib.auth import get_user_model
from wagtail.users.apps import WagtailUsersAppConfig


class PeopleUsersAppConfig(WagtailUsersAppConfig):
    """People are managed by units: the screens for them stand at Wagtail's own addresses."""

    user_viewset = "units.people.viewsets.PeopleViewSet"

    def ready(self) -> None:
        """Register the policy of people over Wagtail's, and keep people from being deleted."""
        super().ready()
        from units.people import policy, signals  # noqa: F401

        policy.install(get_user_model())
