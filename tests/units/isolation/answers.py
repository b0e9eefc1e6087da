"""Asking one question and seeing everything that comes of it: words, files, headers, writes."""

import io
import re
import sys
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from django.contrib.messages import get_messages
from django.core.cache import cache
from django.core.signals import got_request_exception
from django.db import connection, transaction
from django.test import RequestFactory
from django.test.client import ClientHandler

from tests.units.isolation.forms import with_files
from tests.visits import PORTAL

_WRITE = re.compile(r'^\s*(INSERT(?: OR IGNORE)? INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.I)
# The session belongs to whoever asks
OWN_TABLES = {"django_session"}


@dataclass(frozen=True)
class Answer:
    """What came of a request; ``failure`` is the exception of a view that broke."""

    status: int
    location: str
    text: str
    written: frozenset[str]
    change: object
    failure: str


class Asker:
    """Asks as any role of a world, and leaves nothing behind.

    ``watch`` is called after a request that wrote, and says what it changed.
    """

    def __init__(self, cookies, watch):
        self._cookies = cookies
        self._watch = watch
        self._handler = ClientHandler(enforce_csrf_checks=False)
        self._factory = RequestFactory()

    def ask(self, cell):
        """Return the answer to a cell; whatever it wrote is undone.

        Where a form was taken, the answer also has what the person sees on coming back to it.
        """
        with transaction.atomic(), _writes() as written, _failures() as failures:
            response = self._handler(self._request(cell))
            text = everything_in(response)
            change = self._watch() if written else None
            if cell.looks_back and written and response.status_code < 400:
                again = replace(cell, method="GET", body={})
                text += everything_in(self._handler(self._request(again)))
            transaction.set_rollback(True)
        if written:
            cache.clear()
        return Answer(
            response.status_code,
            response.headers.get("Location", ""),
            text,
            frozenset(written),
            change,
            "; ".join(failures),
        )

    def _request(self, cell):
        self._factory.cookies.clear()
        if session := self._cookies[cell.role]:
            self._factory.cookies["sessionid"] = session
        headers = {"x-requested-with": "XMLHttpRequest"} if cell.is_script else {}
        parts = urlsplit(cell.address)
        headers["host"] = parts.netloc or urlsplit(PORTAL).netloc
        address = f"{parts.path}?{parts.query}"
        if cell.method == "GET":
            return self._factory.get(address, headers=headers).environ
        return self._factory.post(address, with_files(cell.body), headers=headers).environ


@contextmanager
def _writes():
    tables = set()

    def see(execute, sql, params, many, context):
        if (match := _WRITE.match(sql)) and match[2] not in OWN_TABLES:
            tables.add(match[2])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(see):
        yield tables


@contextmanager
def _failures():
    found = []

    def note(**_kwargs):
        kind, value, trace = sys.exc_info()
        while trace and trace.tb_next:
            trace = trace.tb_next
        place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else ""
        found.append(f"{kind.__name__}: {value} at {place}")

    got_request_exception.connect(note)
    try:
        yield found
    finally:
        got_request_exception.disconnect(note)


def everything_in(response):
    """Return all that an answer says: body, tables inside of workbooks, headers and messages."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    parts = [_unpacked(body), *(f"{name}: {value}" for name, value in response.headers.items())]
    parts += [str(cookie) for cookie in response.cookies.values()]
    request = getattr(response, "wsgi_request", None)
    if request is not None and hasattr(request, "_messages"):
        parts += [str(message) for message in get_messages(request)._queued_messages]
    return "\n".join(parts)


def _unpacked(body):
    if not body.startswith(b"PK"):
        return body.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return "\n".join(
            archive.read(name).decode("utf-8", "replace") for name in archive.namelist()
        )
