"""The buttons at the foot of a page's form: save, send for approval, progress, recall.

Nothing else: nobody publishes, and Wagtail's own ways into a workflow are closed.
"""

from __future__ import annotations

from typing import Any, ClassVar, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext_lazy
from wagtail.admin.action_menu import ActionMenuItem, PageLockedMenuItem, SaveDraftMenuItem
from wagtail.models import Page

from units.models import User
from workflows.desk.frame import PROGRESS, RECALL
from workflows.desk.views import is_public
from workflows.models import Submission
from workflows.permissions import user_can_recall, user_can_submit

# The name of the button that saves a draft and goes on to the check list
SEND = "action-send-for-approval"


class DeskMenuItem(ActionMenuItem):
    """An item that brings the looks of the desk into the form."""

    class Media:
        css: ClassVar[dict[str, list[str]]] = {"all": ["css/desk.css"]}


class SendMenuItem(DeskMenuItem):
    """Two buttons side by side: to save and go on to the check list, and to save only.

    One item, as Wagtail shows the first and hides the others behind it. The first button asks for
    a finished text.
    """

    name = SEND
    label = gettext_lazy("Send for approval")
    icon_name = "resubmit"
    template_name = "workflows/desk/menu/send.html"


class LinkMenuItem(DeskMenuItem):
    """Leads to another screen about the page."""

    def __init__(self, label: Any, icon_name: str, url: str) -> None:
        super().__init__()
        self.label = label
        self.icon_name = icon_name
        self.url = url

    def get_url(self, parent_context: Any) -> str:
        return self.url


class Situation(NamedTuple):
    """What the buttons depend on."""

    page: Page | None
    user: User
    is_locked: bool
    is_old_version: bool

    @property
    def was_sent(self) -> bool:
        """Say whether there is an approval to look at."""
        return self.page is not None and Submission.objects.filter(page_id=self.page.pk).exists()

    @property
    def may_send(self) -> bool:
        """Say whether the text can be sent; a new page can, once it is saved."""
        if self.is_locked or self.is_old_version:
            return False
        return self.page is None or user_can_submit(self.user, self.page)

    @property
    def may_recall(self) -> bool:
        """Say whether the page can be taken back from the public."""
        return (
            self.page is not None and is_public(self.page) and user_can_recall(self.user, self.page)
        )


def buttons(situation: Situation) -> list[ActionMenuItem]:
    """Return the buttons in their order; the first is the one that stands out."""
    links = _links(situation)
    if situation.is_locked:
        return links or [PageLockedMenuItem()]
    return [SendMenuItem() if situation.may_send else SaveDraftMenuItem(), *links]


def _links(situation: Situation) -> list[ActionMenuItem]:
    links: list[ActionMenuItem] = []
    if situation.page is None:
        return links
    key = [situation.page.pk]
    if situation.was_sent:
        label = gettext_lazy("Progress of the approval")
        links.append(LinkMenuItem(label, "history", reverse(PROGRESS, args=key)))
    if situation.may_recall:
        label = gettext_lazy("Recall from the public")
        links.append(LinkMenuItem(label, "rotate", reverse(RECALL, args=key)))
    return links
