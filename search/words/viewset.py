"""The screens of the table of synonyms, below /admin/search-words/synonyms/."""

from __future__ import annotations

from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel

from search.models import Synonym
from search.words import synonym_views as views
from search.words.reading import FIELDS
from units.workbench.registers import RegisterViewSet


class SynonymViewSet(RegisterViewSet):
    """The table."""

    name = "search_synonyms"
    url_prefix = "search-words/synonyms"
    model = Synonym
    icon = "list-ul"
    menu_name = "search_synonyms"
    menu_label = gettext_lazy("Synonyms")
    menu_order = 400
    add_to_settings_menu = True
    list_display = views.SynonymsView.list_display
    list_filter = ("is_two_way", "is_active")
    list_export = FIELDS
    search_fields = ("word", "equals", "word_key", "equals_key")
    export_filename = "synonyms"
    panels = [FieldPanel(name) for name in FIELDS]
    index_view_class = views.SynonymsView
    add_view_class = views.AddSynonymView
    edit_view_class = views.ChangeSynonymView
    import_view_class = views.ImportSynonymsView
