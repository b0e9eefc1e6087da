"""The screens of the list of words that are not Wagtail's own."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic

from units.models import User
from units.tables import ImportRefused, listing
from units.workbench.registers import ChangeRowView, ImportView, KeptByAction, RegisterView
from workflows.desk.words import actions
from workflows.desk.words.forms import ConfirmForm, FileForm
from workflows.desk.words.policy import require_keeper
from workflows.desk.words.reading import LARGEST_FILE, read_words
from workflows.models import ListedWord

INDEX = "approval_words:index"
# Of a long import so many rows are shown
MOST_SHOWN = 100


class KeptWord(KeptByAction):
    """A form of a word."""

    def keep(self, row: ListedWord, user: User) -> ListedWord:
        """Store the word by the action, which writes to the ledger."""
        return actions.save_word(row, user=user)


class WordsView(RegisterView):
    """The list."""

    list_display = (
        "word",
        Column("get_prohibited_class_display", label=gettext_lazy("Class"), width="30%"),
        Column("severity_label", label=gettext_lazy("Severity")),
        BooleanColumn("is_active", label=gettext_lazy("In use")),
    )


class AddWordView(KeptWord, generic.CreateView):
    """A new word."""


class ChangeWordView(KeptWord, ChangeRowView):
    """A word on the list."""


class ImportWordsView(ImportView, TemplateView):
    """Takes a file, shows what it would change, and carries it out when that is confirmed."""

    template_name = "workflows/desk/words/import.html"
    page_title = gettext_lazy("Import words")
    index_url_name = INDEX
    list_label = ListedWord._meta.verbose_name_plural
    columns = actions.FIELDS

    def require(self, user: User) -> None:
        """Refuse everybody outside the secrecy bureau."""
        require_keeper(user)

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
        confirm = ConfirmForm(initial={"rows": ConfirmForm.sealed(rows, self.user)}, user=self.user)
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
        return super().get_context_data(most_shown=MOST_SHOWN, **kwargs)
