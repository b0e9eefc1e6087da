"""A crawler of our own hosts: it connects to the loopback, with the host in the request.

It asks for every page, picture, script, style sheet, feed and site map that any page names, and
remembers what a careful reader would complain about.
"""

from __future__ import annotations

import json
import re
from collections import deque
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from xml.etree import ElementTree

from tests.browser.document import read

# Signing in is for staff: its page is asked for, not read
STAFF = "/admin/"
# The smallest text below a column's heading that is not a blank page
LEAST_TEXT = 8
# What elder mode shares with the standard one
SHARED = ("/static/", "/documents/", "/images/", "/admin/", "/units.json", "/sitemap.xml")
STYLE_ADDRESS = re.compile(r"url\(\s*[\"']?([^\"')]+)")


@dataclass
class Answer:
    """What the server said to one request."""

    status: int
    kind: str
    body: bytes
    location: str = ""
    cookie: str = ""


@dataclass
class Walk:
    """What was met: how many answers of each host, and the faults by what they are."""

    answered: dict[str, int] = field(default_factory=dict)
    pages: dict[str, int] = field(default_factory=dict)
    elder_pages: int = 0
    columns: int = 0
    broken: list[str] = field(default_factory=list)
    untitled: list[str] = field(default_factory=list)
    blank: list[str] = field(default_factory=list)
    leaving_elder: list[str] = field(default_factory=list)
    missing_anchors: list[str] = field(default_factory=list)
    with_cookie: list[str] = field(default_factory=list)

    def faults(self):
        """All faults of all kinds."""
        kinds = ("broken", "untitled", "blank", "leaving_elder", "missing_anchors", "with_cookie")
        return [f"{kind}: {fault}" for kind in kinds for fault in getattr(self, kind)]


class Crawler:
    """Walks all hosts at and below one host of a server on the loopback."""

    def __init__(self, start):
        self.start = start
        parts = urlsplit(start)
        self.host, self.port = parts.hostname, parts.port
        self.walk = Walk()
        self.queue = deque()
        self.named_by = {}
        self.anchors = {}
        self.wanted_anchors = {}
        self.connection = None

    def run(self):
        """Visit everything that can be reached; give what was met."""
        self.name(self.start, by="")
        self.name(urljoin(self.start, "/elder/"), by="")
        self.name(urljoin(self.start, "/sitemap.xml"), by="")
        while self.queue:
            self.visit(self.queue.popleft())
        self.check_anchors()
        return self.walk

    def is_ours(self, address):
        host = urlsplit(address).hostname or ""
        return host == self.host or host.endswith(f".{self.host}")

    def name(self, reference, *, by):
        """Remember an address that a page names; it is asked for once."""
        address, fragment = urldefrag(urljoin(by or self.start, reference.strip()))
        if urlsplit(address).scheme not in ("http", "https") or not self.is_ours(address):
            return
        if urlsplit(address).port != self.port:
            self.walk.broken.append(f"without the port: {address} (on {by})")
            return
        if fragment:
            self.wanted_anchors.setdefault((address, unquote(fragment)), by)
        if address not in self.named_by:
            self.named_by[address] = by
            self.queue.append(address)

    def visit(self, address):
        answer = self.ask(address)
        host = urlsplit(address).hostname
        self.walk.answered[host] = self.walk.answered.get(host, 0) + 1
        path = urlsplit(address).path
        if answer.cookie and not path.startswith(STAFF):
            self.walk.with_cookie.append(address)
        if path.startswith(STAFF):
            if answer.status not in (200, 302):
                self.fault(address, answer)
        elif answer.status == 301 and self.is_ours(urljoin(address, answer.location)):
            self.follow(address, answer)
        elif answer.status == 200:
            self.take(address, answer)
        else:
            self.fault(address, answer)

    def follow(self, address, answer):
        """One step to another address is allowed; a second is a fault."""
        to = urljoin(address, answer.location)
        after = self.ask(to)
        if after.status != 200:
            self.fault(f"{address} → {to}", after)
        self.name(to, by=address)

    def fault(self, address, answer):
        by = self.named_by.get(address.split(" ")[0], "")
        self.walk.broken.append(f"{answer.status} {address} (on {by})")

    def take(self, address, answer):
        """Read an answer for the addresses that it names."""
        kind = answer.kind.partition(";")[0]
        if kind == "text/html":
            self.take_page(address, read(answer.body.decode()))
        elif kind in ("application/xml", "application/atom+xml"):
            self.take_xml(address, answer.body)
        elif kind == "application/json":
            for unit in json.loads(answer.body)["units"]:
                self.name(unit["url"], by=address)
        elif kind == "text/css":
            for reference in STYLE_ADDRESS.findall(answer.body.decode()):
                self.name(reference, by=address)

    def take_xml(self, address, body):
        for element in ElementTree.fromstring(body).iter():
            tag = element.tag.rpartition("}")[2]
            if tag == "loc":
                self.name(element.text, by=address)
            elif tag == "link":
                self.name(element.get("href"), by=address)

    def take_page(self, address, document):
        parts = urlsplit(address)
        self.walk.pages[parts.hostname] = self.walk.pages.get(parts.hostname, 0) + 1
        self.anchors[address] = document.ids
        if not document.title or not document.headings or not all(document.headings):
            self.walk.untitled.append(f"{address} {document.title!r} {document.headings}")
        if len(document.headings) != 1:
            self.walk.untitled.append(f"{address} has {len(document.headings)} h1")
        if document.is_column:
            self.walk.columns += 1
            if len(document.text) < LEAST_TEXT and not document.pictures:
                self.walk.blank.append(address)
        if parts.path.startswith("/elder/"):
            self.walk.elder_pages += 1
            self.check_elder_links(address, document)
        for reference in document.references:
            self.name(reference, by=address)
        self.name("/sitemap.xml", by=address)

    def check_elder_links(self, address, document):
        """A link on a page in elder mode stays in it, the one that leaves it on purpose aside."""
        for reference in document.links:
            to = urljoin(address, reference)
            path = urlsplit(to).path
            if urlsplit(to).scheme not in ("http", "https") or not self.is_ours(to):
                continue
            if path.startswith(("/elder/", *SHARED)) or path.endswith("/feed/"):
                continue
            self.walk.leaving_elder.append(f"{to} (on {address})")

    def check_anchors(self):
        for (address, fragment), by in self.wanted_anchors.items():
            ids = self.anchors.get(address)
            if ids is not None and fragment not in ids:
                self.walk.missing_anchors.append(f"#{fragment} of {address} (on {by})")

    def ask(self, address):
        """One request; the connection is kept for the next."""
        parts = urlsplit(address)
        path = parts.path or "/"
        if parts.query:
            path += f"?{parts.query}"
        for is_last_try in (False, True):
            try:
                return self.send(path, parts.netloc)
            except (HTTPException, OSError):
                self.connection = None
                if is_last_try:
                    raise
        raise AssertionError("the second try returns or raises")

    def send(self, path, host):
        if self.connection is None:
            self.connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        self.connection.request("GET", path, headers={"Host": host})
        answer = self.connection.getresponse()
        return Answer(
            answer.status,
            answer.headers.get("Content-Type", ""),
            answer.read(),
            answer.headers.get("Location", ""),
            answer.headers.get("Set-Cookie", ""),
        )
