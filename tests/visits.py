"""Visiting the public sites by their full addresses, as a reader's browser does."""

from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.test import Client

PORTAL = f"http://{settings.BATONG_PORTAL_HOST}:{settings.BATONG_PUBLIC_PORT}"


def host_address(name):
    """Return scheme, host and port of a host below the portal's."""
    return f"http://{name}.{settings.BATONG_PORTAL_HOST}:{settings.BATONG_PUBLIC_PORT}"


def visit(address, *, host=None, client=None, method="get", **options):
    """Return the answer at an address; one without a host is the portal's.

    ``host`` is the Host header, where it is not simply the address's.
    """
    parts = urlsplit(urljoin(PORTAL, address))
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    ask = getattr(client or Client(), method)
    return ask(path, headers={"host": host or parts.netloc}, **options)


def sign_in(person):
    """Return a browser on the portal's host in which a person is signed in."""
    client = Client(headers={"host": urlsplit(PORTAL).netloc})
    client.force_login(person)
    return client


class _Anchors(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def elements(response, tag):
    """Return the attributes of every element of one kind, in the order of the page."""
    parser = _Anchors()
    parser.feed(response.content.decode())
    return [attributes for name, attributes in parser.found if name == tag]


def links(response):
    """Return where the links of a page lead, in order."""
    return [attributes["href"] for attributes in elements(response, "a") if "href" in attributes]


def link_element(response, rel):
    """Return the addresses of the link elements with one relation."""
    return [found["href"] for found in elements(response, "link") if found.get("rel") == rel]
