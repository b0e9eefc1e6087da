"""What the forms of an answer would send, so that crafted bodies are whole ones."""

import json
from html.parser import HTMLParser

from django.core.files.uploadedfile import SimpleUploadedFile

_BUTTONS = {"submit", "button", "image", "reset"}
# Stands in a body for a file that is chosen
UPLOAD = "a small file"
_CHECKED = {"checkbox", "radio"}


def fields_in(text):
    """Return the fields of every form in an answer, a page or a piece of one inside JSON."""
    if text.startswith("{"):
        text = json.JSONDecoder().raw_decode(text)[0].get("html") or ""
    parser = _Fields()
    parser.feed(text)
    return parser.found


def crafted(fields, wishes):
    """Return the fields of a form with the wishes in place of those that they name.

    A field of a form in a form is wished for by the last part of its name.
    """
    body = {
        name: wishes.get(name, wishes.get(name.rpartition("-")[2], value))
        for name, value in fields.items()
    }
    return {**wishes, **body}


def with_files(body):
    """Return a body with a small file in every field that takes one."""
    return {
        name: SimpleUploadedFile("crafted.txt", b"crafted") if value == UPLOAD else value
        for name, value in body.items()
    }


class _Fields(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = {}
        self._open = None
        self._text = []

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        name = attributes.get("name")
        if "data-block" in attributes:  # its fields are made by a script: it is sent empty
            self.found[f"{attributes['id']}-count"] = "0"
        if tag == "input" and name:
            self._input(name, attributes)
        elif tag in ("select", "textarea") and name:
            self._open, self._text = name, []
            self.found.setdefault(name, "")
        elif tag == "option" and self._open and "selected" in attributes:
            self.found[self._open] = attributes.get("value") or ""

    def _input(self, name, attributes):
        kind = attributes.get("type", "text")
        if kind in _BUTTONS or (kind in _CHECKED and "checked" not in attributes):
            return
        self.found[name] = UPLOAD if kind == "file" else attributes.get("value") or ""

    def handle_data(self, data):
        self._text.append(data)

    def handle_endtag(self, tag):
        if tag == "textarea" and self._open:
            self.found[self._open] = "".join(self._text)
        if tag in ("select", "textarea"):
            self._open = None
