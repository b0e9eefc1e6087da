"""The screens of the table of synonyms, below /admin/search-words/synonyms/."""

from __future__ import annotations

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.admin.viewsets.model import ModelViewSet

from search.models import Synonym
from search.words import synonym_views as views
from search.words.reading import FIELDS


class SynonymViewSet(ModelViewSet):
    """The table with search, filters and export, forms, history, and the import.

    Synonyms are switched off, never deleted or copied, so there are no addresses for that.
    """

    name = "search_synonyms"
    url_prefix = "search-words/synonyms"
    model = Synonym
    icon = "list-ul"
    menu_name = "search_synonyms"
    menu_label = gettext_lazy("Synonyms")
    menu_order = 400
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    list_per_page = 50
    list_display = views.SynonymsView.list_display
    list_filter = ("is_two_way", "is_active")
    list_export = FIELDS
    search_fields = ("word", "equals", "word_key", "equals_key")
    search_backend_name = None
    export_filename = "synonyms"
    panels = [FieldPanel(name) for name in FIELDS]
    index_view_class = views.SynonymsView
    add_view_class = views.AddSynonymView
    edit_view_class = views.ChangeSynonymView

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the addresses of all screens."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("new/", self.add_view, name="add"),
            path("import/", views.ImportView.as_view(), name="import"),
            path("edit/<int:pk>/", self.edit_view, name="edit"),
            path("history/<int:pk>/", self.history_view, name="history"),
            path("history-results/<int:pk>/", self.history_results_view, name="history_results"),
        ]
