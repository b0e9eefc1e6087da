"""What the dashboard shows of notices."""

from __future__ import annotations

import datetime
from typing import Any

from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from units.workbench.panels import PanelLink, WorkPanel
from workflows.models import Notice
from workflows.notices.reading import unread_count
from workflows.notices.sending import ASK_AGAIN_AFTER

NEWEST = 5  # unread notices on the dashboard; the rest is on their own page
LOOKED_BACK = datetime.timedelta(days=7)


class NoticesPanel(WorkPanel):
    """The newest notices that the person has not read."""

    key = "notices"
    heading = pgettext_lazy("messages", "Notices")
    icon = "mail"
    template_name = "workflows/notices/panel.html"

    class Media:
        css = {"all": ("css/notices.css",)}

    def is_shown(self) -> bool:
        return unread_count(self.request) > 0

    def links(self) -> list[PanelLink]:
        return [PanelLink(_("All notices"), reverse("notices"))]

    def facts(self) -> dict[str, Any]:
        own = Notice.objects.for_person(self.posts.user).unread().order_by("-pk")
        return {
            "rows": list(own[:NEWEST]),
            "unread": unread_count(self.request),
            "csrf_token": get_token(self.request),
        }


class UnsentPanel(WorkPanel):
    """That notices could not be sent, for those who keep the mail server and the queue running."""

    key = "unsent-notices"
    heading = _("Notices not sent")
    icon = "warning"
    template_name = "workflows/notices/unsent.html"

    def is_shown(self) -> bool:
        return self.number > 0

    @cached_property
    def number(self) -> int:
        """How many notices of the last week have waited for longer than a while."""
        now = timezone.now()
        unsent = Notice.objects.unsent(since=now - LOOKED_BACK)
        return unsent.filter(created_at__lte=now - ASK_AGAIN_AFTER).count()

    def facts(self) -> dict[str, Any]:
        return {"number": self.number}
