"""The screens of the table of synonyms that are not Wagtail's own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.admin.views import generic

from search.models import Synonym
from search.words import actions
from search.words.permissions import require_keeper
from search.words.reading import FIELDS, LARGEST_FILE
from units.models import User
from units.tables import ImportRefused, listing
from units.workbench.registers import ChangeRowView, ImportView, KeptByAction, RegisterView

INDEX = "search_synonyms:index"


class KeptSynonym(KeptByAction):
    """A form of a pair."""

    def keep(self, row: Synonym, user: User) -> Synonym:
        """Store the pair by the action."""
        return actions.save_synonym(row, user=user)


class SynonymsView(RegisterView):
    """The table."""

    list_display = (
        "word",
        "equals",
        BooleanColumn("is_two_way", label=gettext_lazy("Both ways")),
        BooleanColumn("is_active", label=gettext_lazy("In use")),
    )


class AddSynonymView(KeptSynonym, generic.CreateView):
    """A new pair; ``word`` in the address fills in its first half."""

    def get_initial(self) -> dict[str, Any]:
        """Take over a word from a report."""
        return {**super().get_initial(), "word": self.request.GET.get("word", "")}


class ChangeSynonymView(KeptSynonym, ChangeRowView):
    """A pair of the table."""


class FileForm(forms.Form):
    """The file to take over."""

    file = forms.FileField(
        label=gettext_lazy("File with synonyms"),
        help_text=gettext_lazy(
            "CSV in UTF-8; the first line names the columns as the export does."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv"}),
    )


class ImportSynonymsView(ImportView, FormView[FileForm]):
    """Takes a file over, whole or not at all."""

    form_class = FileForm
    page_title = gettext_lazy("Import synonyms")
    index_url_name = INDEX
    list_label = Synonym._meta.verbose_name_plural
    columns = FIELDS

    def require(self, user: User) -> None:
        """Refuse everybody but the IT office."""
        require_keeper(user)

    def form_valid(self, form: FileForm) -> HttpResponse:
        """Take the file over, or say by line what is wrong with it."""
        data = form.cleaned_data["file"].read(LARGEST_FILE + 1)
        try:
            done = actions.import_synonyms(data, user=self.user)
        except ImportRefused as refused:
            faults = list(listing(refused.errors))
            return self.render_to_response(self.get_context_data(form=FileForm(), faults=faults))
        counts = {"new": len(done.new), "changed": len(done.changed), "same": done.unchanged}
        told = _("%(new)d synonyms were added and %(changed)d changed; %(same)d stay as they are.")
        messages.success(self.request, told % counts)
        return redirect(INDEX)
