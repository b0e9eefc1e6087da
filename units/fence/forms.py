"""The form of a page: it takes in no reference to what its author may not choose.

The choosers offer only what is within reach, but a request can name anything; without this, what
is named would stand on the next screen, in the preview and on the page.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.db.models import ForeignKey, Model
from django.utils.translation import gettext as _
from wagtail.admin.forms.pages import WagtailAdminPageForm
from wagtail.models import Page
from wagtail.permissions import policy_registry

from units.fence.guards import Guard, register
from units.fence.reach import choosable_pages, instances_within_reach
from units.models import User

Reference = tuple[type[Model], str]


def require_choosable(user: User, references: Iterable[Reference]) -> None:
    """Raise ``PermissionDenied`` if one of the things referred to is not the user's to choose."""
    wanted: dict[type[Model], set[str]] = defaultdict(set)
    for model, key in references:
        wanted[model].add(key)
    for model, keys in wanted.items():
        asked = model._default_manager.filter(pk__in=keys)
        if issubclass(model, Page):
            allowed = choosable_pages(asked, user)
        else:
            allowed = instances_within_reach(model, user).filter(pk__in=keys)
        if asked.count() > allowed.count():
            raise PermissionDenied(_("The page refers to something that is not yours to choose."))


def allow_every_reference(user: User, references: Iterable[Reference]) -> None:
    """Take in whatever is named, as Wagtail does."""


class UnitPageForm(WagtailAdminPageForm):
    """Wagtail's form of a page, with a look at what was sent before anything shows it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._kept = set(_stored_references(self)) if self.is_bound else set()
        if "slug" in self.fields and self.instance._state.adding:
            # Left empty, Wagtail makes it from the title; its script does not while one is written
            # with a Chinese keyboard
            self.fields["slug"].required = False

    def is_valid(self) -> bool:
        """Say whether the form is valid; raise ``PermissionDenied`` for a foreign reference.

        What the page referred to before may stay, whoever put it there.
        """
        if self.is_bound:
            forms = [self, *_children(self)]
            sent = {reference for form in forms for reference in _sent_references(form)}
            require_choosable(self.for_user, sent - self._kept)
        return bool(super().is_valid())


def _children(form: Any) -> Iterator[Any]:
    for formset in form.formsets.values():
        if formset.is_bound and formset.management_form.is_valid():
            yield from formset.forms


def _stored_references(form: Any) -> Iterator[Reference]:
    for one in [form, *_children(form)]:
        for field in _referring_fields(one):
            yield from _references(field, field.value_from_object(one.instance))


def _sent_references(form: Any) -> Iterator[Reference]:
    for field in _referring_fields(form):
        widget = form.fields[field.name].widget
        sent = widget.value_from_datadict(form.data, form.files, form.add_prefix(field.name))
        yield from _references(field, sent)


def _referring_fields(form: Any) -> Iterator[Any]:
    for field in form.instance._meta.get_fields():
        if field.name in form.fields and (
            isinstance(field, ForeignKey) or hasattr(field, "extract_references")
        ):
            yield field


def _references(field: Any, value: Any) -> Iterator[Reference]:
    """Yield what a field's value refers to, of the models that somebody decides about."""
    if value in (None, ""):
        return
    found = (
        ((cast(type[Model], field.related_model), str(value), "", ""),)
        if isinstance(field, ForeignKey)
        else field.extract_references(value)
    )
    for model, key, _model_path, _content_path in found:
        if str(key).isdecimal() and policy_registry.get_by_type(model, fallback=False):
            yield model, str(key)


register(
    Guard(
        "references of a page",
        sys.modules[__name__],
        "require_choosable",
        allow_every_reference,
        frozenset(
            f"wagtailadmin_pages:{name}" for name in ("edit", "preview_on_add", "preview_on_edit")
        ),
        leak="POST of a page whose body names a draft or a file of another unit by id; a new page "
        "shows it on the screens after",
    )
)
