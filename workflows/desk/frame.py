"""What the screens of the editor's side have in common: the page, who asks, and the way here."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from units.fence.reach import user_may_read
from units.models import User
from workflows.desk.places import edit_address

PROGRESS, SUBMIT, WITHDRAW = "approval_progress", "approval_submit", "approval_withdraw"
RECALL, RELEASE = "approval_recall", "approval_release"


class DeskView(WagtailAdminTemplateMixin, TemplateView):
    """A screen about the approval of one page; each says itself who may see it."""

    header_icon = "check"
    page: Page

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the page, and refuse who may not be here; nothing of it is shown before."""
        super().setup(request, *args, **kwargs)
        self.page = self.find_page()
        self.require_permission()

    def find_page(self) -> Page:
        """Return the page in its own type. Raises ``Http404``."""
        return get_object_or_404(Page, pk=self.kwargs["pk"]).specific

    def require_permission(self) -> None:
        """Raise ``PermissionDenied`` unless the person may be here."""
        raise NotImplementedError

    @property
    def user(self) -> User:
        """The person who asks; the admin lets in nobody who has not signed in."""
        return cast(User, self.request.user)

    @cached_property
    def may_edit(self) -> bool:
        """Whether the person may open the page's form."""
        return bool(self.page.permissions_for_user(self.user).can_edit())

    @cached_property
    def may_read(self) -> bool:
        """Whether the person may read the page's drafts, with all that was decided about them."""
        return user_may_read(self.user, self.page)

    @cached_property
    def draft(self) -> Any:
        """The newest draft of the page."""
        return self.page.get_latest_revision_as_object()

    @property
    def progress_url(self) -> str:
        """Where the page's approval stands."""
        return reverse(PROGRESS, args=[self.page.pk])

    def get_page_subtitle(self) -> str:
        return str(self.page.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way from the start over the page, where it may be opened, to here."""
        title = self.get_page_subtitle()
        page = {"url": edit_address(self.page), "label": title} if self.may_edit else None
        here = {"url": "", "label": self.get_page_title()}
        return [*self.breadcrumbs_items, *([page] if page else []), here]
