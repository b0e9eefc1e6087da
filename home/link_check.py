"""Finding out which links of the directory still answer."""

from __future__ import annotations

import ssl
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.utils import timezone, translation
from django.utils.encoding import iri_to_uri, punycode
from django.utils.translation import gettext as _

from home.models import Link

TIMEOUT = 10.0
AT_ONCE = 8
# From so many links on it cannot be that none answers: then the fault is in this machine's network.
TOO_MANY_TO_BE_ALL_DEAD = 5

# Statuses that say the page is gone. Whoever refuses a robot (403, 412, 429) is alive.
GONE = {404, 410}
FIRST_SERVER_ERROR = 500

USER_AGENT = "Mozilla/5.0 (compatible; link check of a city portal)"

# Told after each link: how many of how many are done.
Progress = Callable[[int, int], None]


class Finding(NamedTuple):
    """What asking for an address found: the failure is empty when all is well."""

    has_answered: bool
    failure: str = ""


class NetworkDown(Exception):
    """None of many links answered, so nothing was marked."""


def check_links(
    links: Iterable[Link] | None = None,
    *,
    timeout: float = TIMEOUT,
    progress: Progress | None = None,
) -> list[Link]:
    """Ask for every link, note which are dead and why, and return those.

    A link found dead is not shown in public until a later check finds it alive. Raises
    ``NetworkDown`` when no link answers at all and there are enough to tell; nothing else.
    """
    checked = list(Link.objects.all() if links is None else links)
    findings = _ask_all([link.url for link in checked], timeout, progress)
    if len(checked) >= TOO_MANY_TO_BE_ALL_DEAD and not any(f.has_answered for f in findings):
        raise NetworkDown(_("No link answers: is this machine connected to the network?"))
    longest = Link._meta.get_field("failure").max_length
    now = timezone.now()
    for link, finding in zip(checked, findings, strict=True):
        link.checked_at = now
        link.is_dead = bool(finding.failure)
        link.failure = finding.failure[:longest]
    Link.objects.bulk_update(checked, ["checked_at", "is_dead", "failure"], batch_size=200)
    return [link for link in checked if link.is_dead]


def _ask_all(urls: Sequence[str], timeout: float, progress: Progress | None) -> list[Finding]:
    findings = []
    # Threads have a language of their own: the failures are written in that of the caller
    language = translation.get_language() or settings.LANGUAGE_CODE
    with ThreadPoolExecutor(
        AT_ONCE, initializer=translation.activate, initargs=(language,)
    ) as pool:
        for finding in pool.map(lambda url: ask(url, timeout=timeout), urls):
            findings.append(finding)
            if progress:
                progress(len(findings), len(urls))
    return findings


def ask(url: str, *, timeout: float = TIMEOUT) -> Finding:
    """Ask for an address by HEAD and, as some servers do not know that, by GET; never raises."""
    finding = _ask_once(url, "HEAD", timeout)
    return _ask_once(url, "GET", timeout) if finding.failure else finding


def _ask_once(url: str, method: str, timeout: float) -> Finding:
    try:
        request = urllib.request.Request(  # noqa: S310 the opener knows http and https only
            _ascii_address(url), method=method, headers={"User-Agent": USER_AGENT, "Accept": "*/*"}
        )
        with _opener().open(request, timeout=timeout):
            return Finding(has_answered=True)
    except urllib.error.HTTPError as error:
        with error:
            is_dead = error.code in GONE or error.code >= FIRST_SERVER_ERROR
            failure = _("Answered with status %(status)d") % {"status": error.code}
            return Finding(has_answered=True, failure=failure if is_dead else "")
    except urllib.error.URLError as error:
        return Finding(has_answered=False, failure=_reason(error.reason))
    except Exception as error:  # there is no end to what foreign servers make the library do
        return Finding(has_answered=False, failure=_reason(error))


def _reason(cause: object) -> str:
    if isinstance(cause, TimeoutError):
        return _("No answer in time")
    if isinstance(cause, ssl.SSLError):
        return _("No secure connection: %(reason)s") % {"reason": cause.reason or cause}
    if isinstance(cause, OSError):
        return _("No connection: %(reason)s") % {"reason": cause.strerror or cause}
    return _("No sensible answer: %(reason)s") % {"reason": cause or type(cause).__name__}


def _ascii_address(url: str) -> str:
    """Return the address with host and path written as the protocol needs them."""
    parts = urlsplit(url)
    host = punycode(parts.hostname or "")
    host = f"[{host}]" if ":" in host else host
    port = f":{parts.port}" if parts.port else ""
    path = iri_to_uri(parts.path) or "/"
    return urlunsplit((parts.scheme, host + port, path, iri_to_uri(parts.query) or "", ""))


def _opener() -> urllib.request.OpenerDirector:
    """Return an opener for http and https only, also when redirected."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.UnknownHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPRedirectHandler(),
        urllib.request.HTTPErrorProcessor(),
    ):
        opener.add_handler(handler)
    return opener
