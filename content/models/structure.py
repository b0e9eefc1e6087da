"""The structure of a site: the directory of units, a unit's home, and columns."""

from __future__ import annotations

from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from content import listing
from content.blocks import AttachmentsBlock, BodyBlock, FeaturedBlocks
from content.enums import ColumnKind, ColumnLayout, SiteFunction, UpdateRule
from content.feeds import column_feed
from content.layout_lock import FixedLayout
from content.plain_text import plain_text
from search.models import PublishedItem
from units.addresses import address_book
from units.entries import UnitEntry
from units.enums import Accent
from units.models import UNIT_HOME_DEPTH
from workflows.pages import GatedPage


class UnitIndexPage(FixedLayout, GatedPage):
    """The directory of all units; also answers for units that have no pages."""

    is_creatable = False
    fixed_slug = "units"
    subpage_types = ["content.UnitHomePage"]
    max_count_per_parent = 1

    introduction = models.TextField(_("introduction"), blank=True)

    content_panels = [*GatedPage.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = _("unit directory")
        verbose_name_plural = _("unit directories")

    @classmethod
    def can_exist_under(cls, parent: Page) -> bool:
        """Stand where unit homes get their one fixed depth: directly below a portal's home."""
        return bool(super().can_exist_under(parent)) and parent.depth == UNIT_HOME_DEPTH - 2

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Also answer for a unit without pages, so that nobody meets a blank (S191)."""
        if len(path_components) == 1:
            entry = address_book().by_code.get(path_components[0])
            if entry and not entry.has_home and not entry.is_portal and self.live:
                return RouteResult(self, kwargs={"entry": entry})
        result: RouteResult = super().route(request, path_components)
        return result

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        return "content/unit_entry.html" if kwargs.get("entry") else "content/unit_index_page.html"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        entry: UnitEntry | None = kwargs.get("entry")
        if entry:
            return {**context, "entry": entry, "items": listing.items_about_unit(entry)}
        groups = listing.directory()
        return {**context, "groups": groups, "total": sum(len(g.units) for g in groups)}


class UnitHomePage(FixedLayout, GatedPage):
    """The home of one unit's site or channel. Made by provisioning, one a unit and language."""

    is_creatable = False
    is_unit_home = True
    parent_page_types = ["content.UnitIndexPage"]
    subpage_types = ["content.ColumnPage"]
    fields_outside_drafts = ("home_layout",)

    introduction = models.TextField(
        _("introduction"), blank=True, help_text=_("What the unit does, in one sentence.")
    )
    banner = models.ForeignKey(
        "files.Image",
        models.PROTECT,
        verbose_name=_("banner"),
        related_name="+",
        null=True,
        blank=True,
    )
    accent = models.CharField(
        _("accent colour"),
        max_length=12,
        choices=Accent,
        blank=True,
        help_text=_("Left empty, the site has the colour of its level."),
    )
    featured = StreamField(FeaturedBlocks(), verbose_name=_("featured"), blank=True)
    home_layout = models.JSONField(default=list, blank=True, editable=False)

    content_panels = [
        *GatedPage.content_panels,
        FieldPanel("introduction"),
        FieldPanel("banner"),
        FieldPanel("accent"),
        FieldPanel("featured"),
    ]

    class Meta:
        verbose_name = _("unit home")
        verbose_name_plural = _("unit homes")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return {**context, **listing.unit_home_regions(self)}


class ColumnPage(RoutablePageMixin, FixedLayout, GatedPage):
    """A column: a text of its own, items by date, or both. Sub-columns nest one level.

    What provisioning copied from the blueprint stays with the column: key, requirement, the item
    types it takes and its update rule. A copy is the unit's own: it has no key.
    """

    exclude_fields_in_copy = ["key", "is_required"]
    fields_outside_drafts = (
        "key",
        "kind",
        "layout",
        "function",
        "takes",
        "update_rule",
        "update_days",
        "is_required",
    )

    introduction = models.TextField(
        _("introduction"), blank=True, help_text=_("What the column holds.")
    )
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)
    attachments = StreamField(AttachmentsBlock(), verbose_name=_("attachments"), blank=True)
    responsible = models.CharField(
        _("who answers for it"), max_length=100, blank=True, help_text=_("A section or a post.")
    )
    key = models.CharField(_("key"), max_length=30, blank=True, editable=False)
    kind = models.CharField(
        _("kind"), max_length=10, choices=ColumnKind, default=ColumnKind.AFFAIRS
    )
    layout = models.CharField(
        _("layout"), max_length=12, choices=ColumnLayout, default=ColumnLayout.LIST
    )
    function = models.CharField(
        _("function"), max_length=12, choices=SiteFunction, default=SiteFunction.GOVERNMENT
    )
    takes = models.JSONField(_("item types taken"), default=list, blank=True, editable=False)
    update_rule = models.CharField(
        _("update rule"), max_length=10, choices=UpdateRule, default=UpdateRule.ON_CHANGE
    )
    update_days = models.PositiveSmallIntegerField(
        _("days between updates"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    is_required = models.BooleanField(_("required by the blueprint"), default=False)

    content_panels = [
        *GatedPage.content_panels,
        FieldPanel("introduction"),
        FieldPanel("body"),
        FieldPanel("attachments"),
        FieldPanel("responsible"),
    ]
    settings_panels = [
        *GatedPage.settings_panels,
        MultiFieldPanel(
            [
                FieldPanel("kind", read_only=True),
                FieldPanel("layout", read_only=True),
                FieldPanel("function", read_only=True),
                FieldPanel("update_rule", read_only=True),
                FieldPanel("update_days", read_only=True),
                FieldPanel("is_required", read_only=True),
            ],
            heading=_("From the blueprint"),
        ),
    ]

    class Meta:
        verbose_name = _("column")
        verbose_name_plural = _("columns")

    @classmethod
    def can_exist_under(cls, parent: Page) -> bool:
        """Columns nest one level: a sub-column takes no further columns."""
        if not super().can_exist_under(parent):
            return False
        above = parent.get_parent() if issubclass(parent.specific_class, ColumnPage) else None
        return above is None or not issubclass(above.specific_class, ColumnPage)

    def can_move_to(self, parent: Page) -> bool:
        """Also keep a column with sub-columns from becoming a sub-column itself."""
        if not super().can_move_to(parent):
            return False
        is_below_column = issubclass(parent.specific_class, ColumnPage)
        return not (is_below_column and self.get_children().type(ColumnPage).exists())

    @property
    def has_fixed_layout(self) -> bool:
        """Say whether the blueprint wants the column on every site (S050)."""
        return self.is_required

    @property
    def holds_fixed_layout(self) -> bool:
        """Say whether the column, or one below it, is required."""
        below = ColumnPage.objects.descendant_of(self).filter(is_required=True)
        return self.is_required or (not self.is_leaf() and below.exists())

    def takes_type(self, key: str) -> bool:
        """Say whether items of a type may stand in the column; an empty list takes all."""
        return not self.takes or key in self.takes

    @property
    def has_own_text(self) -> bool:
        """Say whether the column shows something without any item."""
        return bool(self.body) or self.layout == ColumnLayout.INTERACTION

    @property
    def text(self) -> str:
        return plain_text(self.body)

    @path("", name="first")
    @path("page/<int:number>/", name="page")
    @path("year/<int:year>/", name="year")
    @path("year/<int:year>/page/<int:number>/", name="year_page")
    def listing(
        self, request: HttpRequest, number: int = 1, year: int | None = None
    ) -> HttpResponse:
        """Show the column's text and one page of its items, all or of one year."""
        found = listing.column_listing(self, number=number, year=year)
        if not found.is_filled and not getattr(request, "is_preview", False):
            raise Http404
        response: HttpResponse = self.render(request, context_overrides=found.context)
        return response

    @path("feed/", name="feed")
    def feed(self, request: HttpRequest) -> HttpResponse:
        """Serve the newest items as an Atom feed."""
        return column_feed(self, PublishedItem.objects.in_column(self.pk))

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        request.is_preview = True  # type: ignore[attr-defined]
        response = self.listing(request)
        self.forbid_keeping(response)
        return response

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return {**context, "attachments": listing.attachments_of(self.attachments)}
