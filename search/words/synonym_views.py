"""The screens of the table of synonyms that are not Wagtail's own."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import HeaderButton

from search.models import Synonym
from search.words import actions
from search.words.permissions import require_keeper
from search.words.reading import FIELDS, LARGEST_FILE
from units.models import User
from units.tables import ImportRefused, listing

INDEX, IMPORT = "search_synonyms:index", "search_synonyms:import"


class KeptByAction:
    """A form whose object is stored by the action."""

    def save_instance(self) -> Synonym:
        """Store the pair; what is wrong with it was said by the form."""
        view = cast(Any, self)
        pair: Synonym = view.form.save(commit=False)
        return actions.save_synonym(pair, user=view.request.user)


class SynonymsView(generic.IndexView):
    """The table."""

    list_display = (
        "word",
        "equals",
        BooleanColumn("is_two_way", label=gettext_lazy("Both ways")),
        BooleanColumn("is_active", label=gettext_lazy("In use")),
    )

    @property
    def header_buttons(self) -> list[Any]:
        """Also lead to the import."""
        label = _("Import")
        return [
            *super().header_buttons,
            HeaderButton(label, url=reverse(IMPORT), icon_name="upload"),
        ]


class AddSynonymView(KeptByAction, generic.CreateView):
    """A new pair; ``word`` in the address fills in its first half."""

    def get_initial(self) -> dict[str, Any]:
        """Take over a word from a report."""
        return {**super().get_initial(), "word": self.request.GET.get("word", "")}


class ChangeSynonymView(KeptByAction, generic.EditView):
    """A pair of the table."""

    def get_usage_url(self) -> None:
        """Nothing uses a pair, so no screen lists that."""


class FileForm(forms.Form):
    """The file to take over."""

    file = forms.FileField(
        label=gettext_lazy("File with synonyms"),
        help_text=gettext_lazy(
            "CSV in UTF-8; the first line names the columns as the export does."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv"}),
    )


class ImportView(WagtailAdminTemplateMixin, FormView[FileForm]):
    """Takes a file over, whole or not at all."""

    template_name = "search/words/import.html"
    form_class = FileForm
    page_title = gettext_lazy("Import synonyms")
    header_icon = "upload"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Refuse everybody but the IT office."""
        super().setup(request, *args, **kwargs)
        require_keeper(self.user)

    @property
    def user(self) -> User:
        """The person who asks."""
        return cast(User, self.request.user)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way from the start to here."""
        above = {"url": reverse(INDEX), "label": Synonym._meta.verbose_name_plural}
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.page_title}]

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

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(columns=FIELDS, index_url=reverse(INDEX), **kwargs)
