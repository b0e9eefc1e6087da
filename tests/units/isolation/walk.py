"""The project's URL map as a list of views, each with the addresses it answers at."""

from dataclasses import dataclass
from functools import cache

from django.urls import URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern, RoutePattern
from django.utils.regex_helper import normalize


@dataclass(frozen=True)
class Route:
    """One pattern: its text as it stands in the URL map, and as a template of an address."""

    text: str
    template: str
    parameters: tuple[str, ...]


@dataclass(frozen=True)
class View:
    """What has one name in the URL map; a view without a name is called by its pattern."""

    name: str
    routes: tuple[Route, ...]


@dataclass(frozen=True)
class _Prefix:
    """What stands before a pattern: text, template, parameters and namespaces."""

    text: str = ""
    template: str = ""
    parameters: tuple[str, ...] = ()
    namespaces: tuple[str, ...] = ()

    def with_pattern(self, pattern, namespace=None):
        template, parameters = _template(pattern)
        return _Prefix(
            self.text + str(pattern),
            self.template + template,
            self.parameters + parameters,
            self.namespaces + ((namespace,) if namespace else ()),
        )


@cache
def views():
    """Return every view of the project, by name, in the order of the URL map.

    What stands without a name in front of a named address answers in that one's name.
    """
    found = {}
    routes = list(_routes(get_resolver(), _Prefix()))
    named = {route.template for name, route in routes if not name.startswith("(")}
    for name, route in routes:
        if name.startswith("(") and route.template in named:
            continue
        known = found.setdefault(name, {})
        known.setdefault(route.template, route)
    return {name: View(name, tuple(known.values())) for name, known in found.items()}


def _routes(resolver, prefix):
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _routes(entry, prefix.with_pattern(entry.pattern, entry.namespace))
            continue
        here = prefix.with_pattern(entry.pattern)
        name = ":".join((*prefix.namespaces, entry.name)) if entry.name else f"({here.text})"
        yield name, Route(here.text, "/" + here.template, here.parameters)


def _template(pattern):
    """Return a pattern as a template of addresses, and the names of its parameters."""
    if isinstance(pattern, LocalePrefixPattern):
        return pattern.language_prefix, ()
    if isinstance(pattern, RoutePattern) and not pattern.converters:
        return str(pattern).replace("%", "%%"), ()
    template, parameters = normalize(pattern.regex.pattern)[0]
    return template, tuple(parameters)
