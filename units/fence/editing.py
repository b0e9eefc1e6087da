"""Editing and deleting a page, where the uses of it are counted: those within reach."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.ui.side_panels import PageStatusSidePanel
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.delete import DeleteView
from wagtail.admin.views.pages.edit import EditView

from units.fence.references import usage_counts

# Buttons by which somebody says that the text is finished; upper apps add theirs
FINISHING_BUTTONS: set[str] = set()


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


class WholeWhenFinished:
    """A form that is saved unfinished, except by the buttons that say it is finished."""

    @cached_property
    def action_name_and_method(self) -> Any:
        """Return another name than "save" for these buttons: Wagtail then requires all fields."""
        name, method = super().action_name_and_method  # type: ignore[misc]
        sent = self.request.POST  # type: ignore[attr-defined]
        if name == "save" and any(button in sent for button in FINISHING_BUTTONS):
            return "finish", method
        return name, method


class FencedCreateView(WholeWhenFinished, CreateView):
    """Writing a new page."""


class FencedEditView(WholeWhenFinished, CountingPanels, EditView):
    """Editing a page."""


class FencedDeleteView(DeleteView):
    """Deleting a page."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        counts = usage_counts([self.page], self.request.user)
        return {**super().get_context_data(**kwargs), "usage_count": counts[self.page]}
