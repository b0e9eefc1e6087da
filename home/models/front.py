"""The portal's front page, whose regions fill themselves by rules."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from content.layout_lock import FixedLayout
from home import regions
from workflows.pages import GatedPage


class PortalHomePage(FixedLayout, GatedPage):
    """The front page of the main portal: headline, news, ways in, and all units."""

    is_creatable = False
    stands_below_tree_root = True
    subpage_types = ["content.ColumnPage", "content.UnitIndexPage"]
    max_count_per_parent = 1

    introduction = models.TextField(_("introduction"), blank=True)

    content_panels = [*GatedPage.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = _("portal home")
        verbose_name_plural = _("portal homes")

    @classmethod
    def can_exist_under(cls, parent: Any) -> bool:
        """Stand below the root of the tree only."""
        return bool(parent.is_root())

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return {**context, **regions.portal_regions(self)}
