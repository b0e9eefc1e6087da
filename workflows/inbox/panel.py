"""The inbox on the dashboard: how much waits, how much is late, and the first few."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from units.workbench.panels import PanelLink, WorkPanel
from workflows.inbox.rows import rows_of
from workflows.inbox.waiting import count_overdue, count_waiting, waiting_for

FIRST = 5


class WaitingPanel(WorkPanel):
    """What waits for the person's decision."""

    key = "waiting"
    heading = _("Waiting for a decision")
    icon = "tasks"
    template_name = "workflows/inbox/panel.html"
    is_wide = True

    def links(self) -> list[PanelLink]:
        return [PanelLink(_("Open the inbox"), reverse("approval_inbox"))]

    def facts(self) -> dict[str, Any]:
        user = self.posts.user
        return {
            "waiting": count_waiting(self.request),
            "late": count_overdue(user),
            "rows": rows_of(waiting_for(user)[:FIRST]),
        }
