"""Editing and deleting a page, where the uses of it are counted: those within reach."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.ui.side_panels import PageStatusSidePanel
from wagtail.admin.views.pages.delete import DeleteView
from wagtail.admin.views.pages.edit import EditView

from units.fence.references import usage_counts


class StatusPanel(PageStatusSidePanel):
    """What state a page is in, and on how many pages within reach it is used."""

    def get_usage_context(self) -> dict[str, Any]:
        """Return the count, its words, and where the list stands."""
        count = usage_counts([self.object], self.request.user)[self.object]
        words = _("Used on %(count)s pages that you may read") % {"count": count}
        return {"usage_count": count, "usage_url": self.usage_url, "usage_url_text": words}


class CountingPanels:
    """A view of a page, whose panels count what is within reach."""

    def get_side_panels(self) -> Any:
        """Return Wagtail's panels; it builds them itself, so the one that counts changes class."""
        panels = super().get_side_panels()  # type: ignore[misc]
        for panel in panels:
            if isinstance(panel, PageStatusSidePanel):
                panel.__class__ = StatusPanel
        return panels


class FencedEditView(CountingPanels, EditView):
    """Editing a page."""


class FencedDeleteView(DeleteView):
    """Deleting a page."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        counts = usage_counts([self.page], self.request.user)
        return {**super().get_context_data(**kwargs), "usage_count": counts[self.page]}
