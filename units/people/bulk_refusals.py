"""Wagtail's actions on many people at once, refused: each takes the place of one of Wagtail's.

They would put people into groups, delete them, or switch them off without ending their roles.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy
from wagtail.admin.views.bulk_action import BulkAction

from units.models import User


class RefusedBulkAction(BulkAction):
    """An action that does not exist, whatever is asked of it."""

    models = [User]
    display_name = gettext_lazy("Not available")
    aria_label = gettext_lazy("Not available")
    template_name = "wagtailadmin/404.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Raise ``Http404``."""
        raise Http404


class RefusedRoleAction(RefusedBulkAction):
    """In the place of giving a group."""

    action_type = "assign_role"


class RefusedDeletion(RefusedBulkAction):
    """In the place of deletion."""

    action_type = "delete"


class RefusedActivation(RefusedBulkAction):
    """In the place of switching on and off."""

    action_type = "set_active_state"


REFUSED = (RefusedRoleAction, RefusedDeletion, RefusedActivation)
