"""The IT office's screens of promoted results: Wagtail's, with public pages only.

Addresses outside and descriptions are left out: nobody approves them. Queries are stored folded.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets import AdminPageChooser
from wagtail.contrib.search_promotions.forms import QueryForm, SearchPromotionsFormSet
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.contrib.search_promotions.views import settings as stock
from wagtail.models import Page

from search.analysis import LONGEST_QUERY, key
from search.models import PublishedItem
from search.models.words import word_key
from search.words.promotions import MOST_SHOWN


class PromotedQueryForm(QueryForm):
    """The query above whose results the pages stand."""

    query_string = forms.CharField(
        label=gettext_lazy("Query"),
        help_text=gettext_lazy(
            "The whole query as people type it. Capital letters, full-width signs and traditional "
            "characters make no difference."
        ),
        max_length=LONGEST_QUERY,
    )

    def clean_query_string(self) -> str:
        """Return the query as it is compared."""
        text: str = self.cleaned_data["query_string"]
        if not key(text):
            raise ValidationError(_("A query needs a letter, a digit or a character."))
        return word_key(text)


class PromotionForm(WagtailAdminModelForm):
    """One page to promote."""

    page = forms.ModelChoiceField(
        label=gettext_lazy("Promoted page"),
        help_text=gettext_lazy("It is shown as long as it is public."),
        queryset=Page.objects.all(),
        widget=AdminPageChooser,
    )

    class Meta(WagtailAdminModelForm.Meta):
        model = SearchPromotion
        fields = ("page",)

    def clean_page(self) -> Page:
        """Refuse what is not public now."""
        page: Page = self.cleaned_data["page"]
        if not PublishedItem.objects.filter(page_id=page.pk).exists():
            raise ValidationError(_("This page is not public, or is never found by searching."))
        return page


class PromotionFormSet(SearchPromotionsFormSet):
    """The pages promoted for one query: at least one, at most as many as are shown."""

    form = PromotionForm
    max_num = MOST_SHOWN
    validate_max = True


class PromotionMixin:
    """Adding or changing the promotions of a query."""

    form_class = PromotedQueryForm
    template_name = "search/words/promotion.html"
    page_subtitle = gettext_lazy("Promoted search result")

    @cached_property
    def searchpicks_formset(self) -> PromotionFormSet:
        """The pages."""
        request = self.request  # type: ignore[attr-defined]
        sent = request.POST if request.method == "POST" else None
        return PromotionFormSet(sent, instance=self.object)  # type: ignore[attr-defined]


class PromotionsView(stock.IndexView):
    """All queries with what is promoted for them; Wagtail's count of views is not kept."""

    page_title = gettext_lazy("Promoted search results")
    add_item_label = gettext_lazy("Add new promoted result")
    columns = [
        TitleColumn(
            "query_string",
            label=gettext_lazy("Query"),
            width="40%",
            url_name="wagtailsearchpromotions:edit",
            sort_key="query_string",
        ),
        Column(
            "promoted",
            label=gettext_lazy("Promoted search results"),
            accessor=lambda query: ", ".join(
                pick.page.title for pick in query.editors_picks.all() if pick.page
            ),
        ),
    ]

    def get_base_queryset(self) -> Any:
        """Return the queries for which something is promoted."""
        promoted = SearchPromotion.objects.values("query_id")
        found = Query.objects.filter(pk__in=promoted)
        return found.prefetch_related("editors_picks__page")


class AddPromotionView(PromotionMixin, stock.CreateView):
    """Promotions of another query; ``query`` in the address fills it in."""

    def get_initial(self) -> dict[str, Any]:
        """Take over a query from a report."""
        return {**super().get_initial(), "query_string": self.request.GET.get("query", "")}


class ChangePromotionView(PromotionMixin, stock.EditView):
    """What is promoted for a query."""
