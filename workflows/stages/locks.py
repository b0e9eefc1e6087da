"""What keeps everybody from editing a page in review (I8)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from wagtail.locks import BaseLock


class ReviewLock(BaseLock):
    """A lock for everybody, reviewers and superusers included: what is approved is what was read.

    Not one of Wagtail's own workflow locks: those invite people to lock and unlock by hand.
    """

    def __init__(self, page: Any, task: Any) -> None:
        super().__init__(page)
        self.task = task

    def for_user(self, user: Any) -> bool:
        return True

    def get_message(self, user: Any) -> str:
        """Say nothing: the editor's side tells with whom the page is, since when and how long."""
        return ""

    def get_locked_by(self, user: Any) -> str:
        return _("In review")

    def get_description(self, user: Any) -> str:
        return _("It can be changed again when it is returned, withdrawn or approved.")
