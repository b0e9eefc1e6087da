"""Field values as changes keep them, and as people read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.db.models import CharField, Field, ForeignKey, Model, Q, TextField
from django.utils.translation import gettext as _

from workflows.ledger.canonical import plain


class Difference(NamedTuple):
    """A field that a change is about, with both values in words."""

    label: str
    before: str
    after: str
    is_changed: bool


def snapshot(instance: Model, fields: Iterable[str]) -> dict[str, Any]:
    """Return the values of fields as JSON holds them, rows of other tables by their keys."""
    return {
        name: plain(_field(type(instance), name).value_from_object(instance)) for name in fields
    }


def restore(instance: Model, values: Mapping[str, Any]) -> None:
    """Give an object the values of a snapshot."""
    for name, value in values.items():
        field = _field(type(instance), name)
        setattr(instance, field.attname, field.to_python(value))


def differences(
    model: type[Model],
    fields: Sequence[str],
    before: Mapping[str, Any],
    after: Mapping[str, Any],
) -> list[Difference]:
    """Return both values of each field in words; of one that did not exist, nothing."""
    return [
        Difference(
            label=str(_field(model, name).verbose_name),
            before=_words(_field(model, name), before, name),
            after=_words(_field(model, name), after, name),
            is_changed=(before.get(name) or None) != (after.get(name) or None),
        )
        for name in fields
    ]


def words_of(instance: Model, fields: Iterable[str]) -> str:
    """Return what the text fields of an object say, on one line."""
    found = (
        _words(field, {field.name: field.value_from_object(instance)}, field.name)
        for field in _text_fields(type(instance), fields)
    )
    return " · ".join(words for words in found if words)


def contains(model: type[Model], fields: Iterable[str], words: str) -> Q:
    """Return the condition that one of the text fields contains some words; none for no words."""
    if not words:
        return Q()
    found = (Q(**{f"{field.name}__icontains": words}) for field in _text_fields(model, fields))
    return reduce(or_, found, Q(pk__in=[]))


def _text_fields(model: type[Model], fields: Iterable[str]) -> list[Field[Any, Any]]:
    found = (_field(model, name) for name in fields)
    return [field for field in found if isinstance(field, CharField | TextField)]


def _field(model: type[Model], name: str) -> Field[Any, Any]:
    field = model._meta.get_field(name)
    if not isinstance(field, Field):
        raise TypeError(f"{model.__name__}.{name} is no field that a change can hold")
    return field


def _words(field: Field[Any, Any], values: Mapping[str, Any], name: str) -> str:
    value = values.get(name)
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(field, ForeignKey):
        return _related(field, value)
    return str(dict(field.flatchoices).get(value, value))


def _related(field: ForeignKey[Any, Any], value: Any) -> str:
    manager = field.target_field.model._base_manager
    found = manager.filter(**{field.target_field.name: value}).first()
    return str(found) if found else _("(no longer there: %(key)s)") % {"key": value}
