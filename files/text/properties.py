"""The properties that people and programs write into files: who made them, what they are about."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

from files.text.pages import Part, Reading

_LABELS = {
    "title": pgettext_lazy("property of a file", "Title"),
    "author": pgettext_lazy("property of a file", "Author"),
    "last_modified_by": pgettext_lazy("property of a file", "Last modified by"),
    "subject": pgettext_lazy("property of a file", "Subject"),
    "keywords": pgettext_lazy("property of a file", "Keywords"),
    "category": pgettext_lazy("property of a file", "Category"),
    "description": pgettext_lazy("property of a file", "Description"),
}


def read_properties(reading: Reading, **values: object) -> None:
    """Keep the properties that say something; their names are the keys of the labels."""
    for name, value in values.items():
        if value:
            reading.add(0, str(value), Part.METADATA, str(_LABELS[name]))
