"""Reading the versions of blueprints from their files, with errors that name file and place."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from console.blueprint import MENU_LIMIT, Blueprint, ColumnSpec, Freshness
from content.enums import ColumnKind, ColumnLayout, SiteFunction
from search.registry import listed_keys

FOLDER = Path(__file__).parent / "blueprints"

REGIONS = (
    "banner",
    "introduction",
    "picture_news",
    "news",
    "notices",
    "policies",
    "services",
    "leaders",
    "columns",
    "features",
    "headline",
    "entrances",
    "units_latest",
    "directory",
    "links",
)

_KEY = re.compile(r"[a-z][a-z0-9]*\Z")
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_COLUMN_FIELDS = frozenset(
    {
        "key",
        "name",
        "slug",
        "kind",
        "takes",
        "update",
        "required",
        "menu",
        "layout",
        "function",
        "hint",
        "demo",
        "children",
    }
)
_FILE_FIELDS = frozenset({"name", "version", "title", "parameters", "home", "columns"})


class BlueprintError(Exception):
    """A blueprint that cannot be used; ``problems`` lists each as "file: place: what"."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def blueprint_names() -> list[str]:
    """Return the names of the blueprints there are."""
    return sorted(folder.name for folder in FOLDER.iterdir() if folder.is_dir())


def blueprint_versions(name: str) -> list[int]:
    """Return the versions of a blueprint, oldest first; empty when there is no such blueprint."""
    return sorted(int(path.stem[1:]) for path in (FOLDER / name).glob("v[0-9]*.toml"))


def load_blueprint(
    name: str, version: int | None = None, parameters: dict[str, str] | None = None
) -> Blueprint:
    """Return a version of a blueprint, the latest when none is given.

    ``parameters`` replace the names that the blueprint leaves to the unit, for example the
    eighth section of a county. Raises :class:`BlueprintError` when there is no such version,
    when a parameter is unknown or when the file is not valid.
    """
    if version is None:
        version = max(blueprint_versions(name), default=0)
    return _load(name, version, tuple(sorted((parameters or {}).items())))


@cache
def _load(name: str, version: int, parameters: tuple[tuple[str, str], ...]) -> Blueprint:
    path = FOLDER / name / f"v{version}.toml"
    if not re.fullmatch(r"[a-z_]+", name) or not path.is_file():
        raise BlueprintError(
            [_("There is no blueprint %(name)s v%(version)s.") % {"name": name, "version": version}]
        )
    blueprint = read_blueprint(
        path.read_text(encoding="utf-8"),
        label=f"{name}/{path.name}",
        parameters=dict(parameters),
    )
    if (blueprint.name, blueprint.version) != (name, version):
        raise BlueprintError(
            [
                _("%(file)s: it calls itself %(blueprint)s")
                % {"file": f"{name}/{path.name}", "blueprint": blueprint}
            ]
        )
    return blueprint


def read_blueprint(text: str, *, label: str, parameters: dict[str, str] | None = None) -> Blueprint:
    """Return the blueprint that ``text`` describes; ``label`` names it in errors.

    Raises :class:`BlueprintError` with every problem found, not only the first.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BlueprintError([f"{label}: {error}"]) from error
    reading = _Reading(label, data, parameters or {})
    blueprint = reading.blueprint()
    if reading.problems:
        raise BlueprintError(reading.problems)
    return blueprint


class _Reading:
    """One pass over a file; collects problems instead of stopping at the first."""

    def __init__(self, label: str, data: dict[str, Any], parameters: dict[str, str]) -> None:
        self.label = label
        self.data = data
        self.problems: list[str] = []
        self.parameters = self._parameters(parameters)

    def blueprint(self) -> Blueprint:
        self._unknown("", self.data, _FILE_FIELDS)
        home = self._typed("", self.data, "home", dict, {})
        columns = tuple(
            self._column(f"columns[{number}]", table, depth=1)
            for number, table in enumerate(self._tables("", self.data, "columns"), start=1)
        )
        blueprint = Blueprint(
            name=self._text("", self.data, "name"),
            version=self._typed("", self.data, "version", int, 0),
            title=self._text("", self.data, "title"),
            regions=self._words("home", home, "regions", REGIONS),
            columns=columns,
            parameters=tuple(sorted(self.parameters.items())),
        )
        self._check_whole(blueprint)
        return blueprint

    def _check_whole(self, blueprint: Blueprint) -> None:
        if not blueprint.columns:
            self._problem("columns", _("there are none"))
        for what in ("key", "slug"):
            counts = Counter(
                (placed.parent if what == "slug" else "", getattr(placed.spec, what))
                for placed in blueprint.placed()
            )
            for (parent, value), count in counts.items():
                if value and count > 1:
                    place = f"columns {parent}" if parent else "columns"
                    self._problem(
                        place,
                        _("the %(what)s %(value)s is used twice"),
                        what=what,
                        value=value,
                    )
        in_menu = sum(column.in_menu for column in blueprint.columns)
        if in_menu > MENU_LIMIT:
            self._problem(
                "columns",
                _("%(count)s are in the menu, which has room for %(limit)s"),
                count=in_menu,
                limit=MENU_LIMIT,
            )

    def _column(self, place: str, table: dict[str, Any], *, depth: int) -> ColumnSpec:
        self._unknown(place, table, _COLUMN_FIELDS)
        key = self._text(place, table, "key")
        slug = self._text(place, table, "slug", default=key)
        for what, value in (("key", key), ("slug", slug)):
            if value and not _KEY.match(value):
                self._problem(
                    place,
                    _("%(what)s: %(value)s is not a short word a-z"),
                    what=what,
                    value=value,
                )
        takes = self._words(place, table, "takes", listed_keys())
        return ColumnSpec(
            key=key,
            name=self._filled(place, self._text(place, table, "name")),
            slug=slug,
            kind=self._word(place, table, "kind", ColumnKind.values),
            takes=takes,
            update=self._update(place, table),
            layout=self._word(place, table, "layout", ColumnLayout.values),
            function=self._word(place, table, "function", SiteFunction.values),
            is_required=self._typed(place, table, "required", bool, False),
            in_menu=self._typed(place, table, "menu", bool, True),
            hint=self._text(place, table, "hint", default=""),
            demo=self._demo(place, table, takes),
            children=self._children(place, table, depth),
        )

    def _children(self, place: str, table: dict[str, Any], depth: int) -> tuple[ColumnSpec, ...]:
        tables = self._tables(place, table, "children", needed=False)
        if tables and depth > 1:
            self._problem(f"{place}.children", _("sub-columns have no sub-columns"))
            return ()
        return tuple(
            self._column(f"{place}.children[{number}]", child, depth=depth + 1)
            for number, child in enumerate(tables, start=1)
        )

    def _update(self, place: str, table: dict[str, Any]) -> Freshness:
        text = self._text(place, table, "update", default="on_change")
        try:
            return Freshness.parse(text)
        except ValueError:
            self._problem(
                place,
                _("%(what)s: %(value)s is none of on_change, days=N, yearly"),
                what="update",
                value=text,
            )
            return Freshness.parse("on_change")

    def _demo(
        self, place: str, table: dict[str, Any], takes: tuple[str, ...]
    ) -> tuple[tuple[str, int], ...]:
        demo = self._typed(place, table, "demo", dict, {})
        for item_type, count in demo.items():
            if item_type not in takes or not isinstance(count, int) or count < 0:
                self._problem(
                    place,
                    _("%(what)s: %(value)s is not an item this column takes, with a number"),
                    what="demo",
                    value=item_type,
                )
        return tuple(demo.items())

    def _parameters(self, given: dict[str, str]) -> dict[str, str]:
        defaults = self._typed("", self.data, "parameters", dict, {})
        for name in given:
            if name not in defaults:
                self._problem("parameters", _("%(value)s is not known"), value=name)
        return {name: given.get(name) or str(value) for name, value in defaults.items()}

    def _filled(self, place: str, text: str) -> str:
        for name in _PLACEHOLDER.findall(text):
            if name not in self.parameters:
                self._problem(f"{place}.name", _("%(value)s is not known"), value=name)
        return _PLACEHOLDER.sub(lambda match: self.parameters.get(match[1], match[0]), text)

    def _tables(
        self, place: str, table: dict[str, Any], field: str, *, needed: bool = True
    ) -> list[dict[str, Any]]:
        found = self._typed(place, table, field, list, [], needed=needed)
        return [entry for entry in found if isinstance(entry, dict)]

    def _text(
        self, place: str, table: dict[str, Any], field: str, default: str | None = None
    ) -> str:
        value = self._typed(place, table, field, str, default or "", needed=default is None)
        return str(value).strip()

    def _word(self, place: str, table: dict[str, Any], field: str, allowed: Sequence[str]) -> str:
        word = self._text(place, table, field)
        if word and word not in allowed:
            self._problem(
                place,
                _("%(what)s: %(value)s is none of %(allowed)s"),
                what=field,
                value=word,
                allowed=", ".join(allowed),
            )
        return word

    def _words(
        self, place: str, table: dict[str, Any], field: str, allowed: Sequence[str]
    ) -> tuple[str, ...]:
        words = self._typed(place, table, field, list, [], needed=True)
        for word in words:
            if word not in allowed:
                self._problem(
                    place,
                    _("%(what)s: %(value)s is none of %(allowed)s"),
                    what=field,
                    value=str(word),
                    allowed=", ".join(allowed),
                )
        return tuple(str(word) for word in words)

    def _typed(
        self,
        place: str,
        table: dict[str, Any],
        field: str,
        kind: type,
        default: Any,
        *,
        needed: bool = False,
    ) -> Any:
        value = table.get(field)
        if value is None or (needed and value in ("", [])):
            if needed:
                self._problem(place, _("%(what)s is missing"), what=field)
            return default
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            self._problem(place, _("%(what)s is not of the right type"), what=field)
            return default
        return value

    def _unknown(self, place: str, table: dict[str, Any], known: frozenset[str]) -> None:
        for field in table.keys() - known:
            self._problem(place, _("%(what)s is not a known field"), what=field)

    def _problem(self, place: str, text: str, **facts: object) -> None:
        told = text % facts
        self.problems.append(": ".join(part for part in (self.label, place, told) if part))


def title_in_words(name: str, version: int | None = None) -> str:
    """Return what people call a blueprint; one that is gone is named as it was asked for."""
    try:
        return load_blueprint(name, version).title
    except BlueprintError:
        return name


def layout_in_words(name: str, version: int) -> str:
    """Return what people call a version; one that is gone is named as it was asked for."""
    told = {"title": title_in_words(name, version), "version": version}
    return _("%(title)s, version %(version)s") % told
