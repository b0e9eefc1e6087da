"""What is found of an object: the tokens of its search fields, the same for every engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import Manager, Model, QuerySet
from wagtail.search.index import AutocompleteField, RelatedFields, SearchField

from search.analysis import LONGEST_TEXT, characters, is_han, pairs


@dataclass(frozen=True, slots=True)
class IndexedTexts:
    """The tokens of one object.

    ``title`` are those of search fields named title, by pairs and by single characters, so that
    one character finds them; ``body`` those of all other search fields, by pairs;
    ``autocomplete`` those of autocomplete fields, by pairs and characters.
    """

    title: list[str]
    body: list[str]
    autocomplete: list[str]


def texts_of(instance: Model) -> IndexedTexts:
    """Return the tokens of an object of an indexed model."""
    title: list[str] = []
    body: list[str] = []
    autocomplete: list[str] = []
    for field, text in _fields_of(instance, instance.get_search_fields()):  # type: ignore[attr-defined]
        if isinstance(field, AutocompleteField):
            autocomplete += _short(text)
        elif field.field_name == "title":
            title += _short(text)
        else:
            body += pairs(text)
    return IndexedTexts(*(list(islice(part, LONGEST_TEXT)) for part in (title, body, autocomplete)))


def _short(text: str) -> list[str]:
    return [*pairs(text), *(one for one in characters(text) if is_han(one))]


def _fields_of(instance: Model, fields: Iterable[Any]) -> Iterator[tuple[Any, str]]:
    """Yield the fields that hold text, those of related objects included, each with its text."""
    for field in fields:
        if isinstance(field, SearchField | AutocompleteField):
            yield field, _text(field.get_value(instance))
        elif isinstance(field, RelatedFields):
            for related in _related(field.get_value(instance)):
                yield from _fields_of(related, field.fields)


def _related(value: Any) -> Iterable[Model]:
    if callable(value) and not isinstance(value, Manager):
        value = value()
    if isinstance(value, Manager | QuerySet):
        return value.all()
    return () if value is None else (value,)


def _text(value: Any) -> str:
    """Return a field's value as text; values that hold others as lines."""
    if value is None:
        return ""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple | set):
        return "\n".join(_text(one) for one in value)
    return str(value)
