"""The screens of notices: people see their own, and nobody else's."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from units.models import User
from workflows.models import Notice
from workflows.notices.reading import mark_all_read, mark_read, unread_count

INDEX = "notices"
PER_PAGE = 25


class NoticeListView(WagtailAdminTemplateMixin, TemplateView):
    """The notices of the person who asks: the unread ones first, a page at a time."""

    template_name = "workflows/notices/list.html"
    page_title = pgettext_lazy("messages", "Notices")
    header_icon = "mail"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way from the start to here."""
        return [*self.breadcrumbs_items, {"url": reverse(INDEX), "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = Notice.objects.for_person(cast(User, self.request.user)).unread_first()
        shown = WagtailPaginator(own, PER_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(shown=shown, unread=unread_count(self.request), **kwargs)


@require_POST
def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a notice as read and lead straight to what it is about."""
    own = Notice.objects.for_person(cast(User, request.user))
    notice = get_object_or_404(own, pk=pk)
    mark_read(notice)
    return redirect(notice.url)


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark all notices of the person as read."""
    mark_all_read(cast(User, request.user))
    messages.success(request, _("All notices are marked as read."))
    return redirect(INDEX)
