"""The screens of the list of words, below /admin/approval/words/."""

from __future__ import annotations

from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel

from units.workbench.registers import RegisterViewSet
from workflows.desk.words import views
from workflows.desk.words.actions import FIELDS
from workflows.models import ListedWord


class WordsViewSet(RegisterViewSet):
    """The list."""

    name = "approval_words"
    url_prefix = "approval/words"
    model = ListedWord
    icon = "list-ul"
    menu_name = "approval_words"
    menu_label = gettext_lazy("Words of the check")
    menu_order = 330
    add_to_admin_menu = True
    list_display = views.WordsView.list_display
    list_filter = ("prohibited_class", "severity", "is_active")
    list_export = FIELDS
    search_fields = ("word", "note")
    export_filename = "words"
    panels = [FieldPanel(name) for name in FIELDS]
    index_view_class = views.WordsView
    add_view_class = views.AddWordView
    edit_view_class = views.ChangeWordView
    import_view_class = views.ImportWordsView
