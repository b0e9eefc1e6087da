"""The screens of the list of words that are not Wagtail's own."""

from __future__ import annotations

from typing import Any, cast

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import HeaderButton

from units.models import User
from units.tables import ImportRefused, listing
from workflows.desk.words import actions
from workflows.desk.words.forms import ConfirmForm, FileForm, sealed
from workflows.desk.words.policy import require_keeper
from workflows.desk.words.reading import LARGEST_FILE, read_words
from workflows.models import ListedWord

INDEX, IMPORT = "approval_words:index", "approval_words:import"
# Of a long import so many rows are shown
MOST_SHOWN = 100


class KeptByAction:
    """A form whose object is stored by the action, which writes to the ledger."""

    def save_instance(self) -> ListedWord:
        """Store the word; what is wrong with it was said by the form."""
        view = cast(Any, self)
        word: ListedWord = actions.save_word(view.form.save(commit=False), user=view.request.user)
        return word


class WordsView(generic.IndexView):
    """The list."""

    list_display = (
        "word",
        Column("get_prohibited_class_display", label=gettext_lazy("Class"), width="30%"),
        Column("severity_label", label=gettext_lazy("Severity")),
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


class AddWordView(KeptByAction, generic.CreateView):
    """A new word."""


class ChangeWordView(KeptByAction, generic.EditView):
    """A word on the list."""

    def get_usage_url(self) -> None:
        """Nothing uses a word, so no screen lists that."""


class ImportView(WagtailAdminTemplateMixin, TemplateView):
    """Takes a file, shows what it would change, and carries it out when that is confirmed."""

    template_name = "workflows/desk/words/import.html"
    page_title = gettext_lazy("Import words")
    header_icon = "upload"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Refuse everybody outside the secrecy bureau."""
        super().setup(request, *args, **kwargs)
        require_keeper(self.user)

    @property
    def user(self) -> User:
        """The person who asks."""
        return cast(User, self.request.user)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way from the start to here."""
        above = {"url": reverse(INDEX), "label": ListedWord._meta.verbose_name_plural}
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.page_title}]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Look at a file, or carry out what was looked at."""
        return self._carry_out() if "rows" in request.POST else self._look()

    def _look(self) -> HttpResponse:
        form = FileForm(self.request.POST, self.request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        try:
            rows = read_words(form.cleaned_data["file"].read(LARGEST_FILE + 1))
        except ImportRefused as refused:
            faults = list(listing(refused.errors))
            return self.render_to_response(self.get_context_data(faults=faults))
        confirm = ConfirmForm(initial={"rows": sealed(rows, self.user)}, user=self.user)
        preview = actions.preview(rows)
        return self.render_to_response(self.get_context_data(confirm=confirm, preview=preview))

    def _carry_out(self) -> HttpResponse:
        confirm = ConfirmForm(self.request.POST, user=self.user)
        if not confirm.is_valid():
            faults = [fault for errors in confirm.errors.values() for fault in errors]
            return self.render_to_response(self.get_context_data(faults=faults))
        try:
            done = actions.import_words(confirm.cleaned_data["rows"], user=self.user)
        except ValidationError as error:
            return self.render_to_response(self.get_context_data(faults=error.messages))
        counts = {"new": len(done.new), "changed": len(done.changed)}
        messages.success(
            self.request, _("%(new)d words were added and %(changed)d changed.") % counts
        )
        return redirect(INDEX)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add an empty form for another file."""
        kwargs.setdefault("form", FileForm())
        return super().get_context_data(
            index_url=reverse(INDEX), most_shown=MOST_SHOWN, columns=actions.FIELDS, **kwargs
        )
