"""The screens of the list of words, below /admin/approval/words/."""

from __future__ import annotations

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.admin.viewsets.model import ModelViewSet

from workflows.desk.words import views
from workflows.desk.words.actions import FIELDS
from workflows.models import ListedWord


class WordsViewSet(ModelViewSet):
    """The list with search, filters and export, forms, history, and the import.

    Words are switched off, never deleted or copied, so there are no addresses for that.
    """

    name = "approval_words"
    url_prefix = "approval/words"
    model = ListedWord
    icon = "list-ul"
    menu_name = "approval_words"
    menu_label = gettext_lazy("Words of the check")
    menu_order = 330
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    list_per_page = 50
    list_display = views.WordsView.list_display
    list_filter = ("prohibited_class", "severity", "is_active")
    list_export = FIELDS
    search_fields = ("word", "note")
    search_backend_name = None
    export_filename = "words"
    panels = [FieldPanel(name) for name in FIELDS]
    index_view_class = views.WordsView
    add_view_class = views.AddWordView
    edit_view_class = views.ChangeWordView

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
