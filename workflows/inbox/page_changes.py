"""What a text changes against the public one: the comparisons of Wagtail's own version history."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from workflows.inbox.page_fields import content_names, label_of


class Change:
    """A field, or the rows of a child relation, that differs."""

    def __init__(self, path: str, label: str, comparison: Any) -> None:
        self.path = path
        self.label = label
        self.comparison = comparison


def changes(live: Page, new: Page, request: HttpRequest) -> list[Change]:
    """Return what differs between the public text and the one that waits.

    The fields of the form come first. Others come after them: the digest covers them too, so
    whoever approves must see them.
    """
    panel = new.get_edit_handler().get_bound_panel(instance=new, request=request, form=None)
    found: dict[str, Change] = {}
    for make in panel.get_comparison():
        comparison = make(live, new)
        name = _name(comparison)
        if name not in found and _differs(comparison):
            found[name] = Change(name, str(comparison.field_label()), comparison)
    return [*found.values(), *_beside_the_form(live, new, found)]


def _differs(comparison: Any) -> bool:
    """Say whether a comparison finds a difference that the digest knows too.

    Versions keep the milliseconds of a time, the database more.
    """
    if not comparison.has_changed():
        return False
    if comparison.is_child_relation:
        return True
    return _in_milliseconds(comparison.val_a) != _in_milliseconds(comparison.val_b)


def _in_milliseconds(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.replace(microsecond=value.microsecond // 1000 * 1000)
    return value


def _name(comparison: Any) -> str:
    if comparison.is_child_relation:
        return str(comparison.field.get_accessor_name())
    return str(comparison.field.name)


def _beside_the_form(live: Page, new: Page, found: dict[str, Change]) -> list[Change]:
    """Return what differs in fields that the form, or the person's right to see it, leaves out."""
    model = type(new)
    fields = {field.name: field for field in (*model._meta.fields, *model._meta.many_to_many)}
    others = []
    for name in content_names(model):
        if name in found or name not in fields:
            continue
        kind = FieldPanel(name).bind_to_model(model).get_comparison_class()
        comparison = kind(fields[name], live, new)
        if _differs(comparison):
            others.append(Change(name, label_of(model, name), comparison))
    return others
