"""What a version of a blueprint changes, in the words of those who decide about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from console.blueprint import Freshness
from console.blueprint_files import BlueprintError, load_blueprint
from console.enums import ChangeKind
from content.enums import ColumnKind, ColumnLayout, SiteFunction, UpdateRule
from search.registry import item_type

ASPECTS: dict[str, str | Promise] = {
    "name": gettext_lazy("name"),
    "place": pgettext_lazy("part of a blueprint", "place among the columns"),
    "slug": gettext_lazy("address"),
    "kind": gettext_lazy("kind"),
    "takes": gettext_lazy("item types taken"),
    "update": gettext_lazy("update rule"),
    "layout": gettext_lazy("layout"),
    "function": gettext_lazy("function"),
    "is_required": gettext_lazy("required by the blueprint"),
    "in_menu": pgettext_lazy("part of a blueprint", "in the menu"),
    "hint": pgettext_lazy("part of a blueprint", "what the column is to hold"),
    "demo": pgettext_lazy("part of a blueprint", "made-up content of the demo"),
    "regions": pgettext_lazy("part of a blueprint", "regions of the home page"),
}

REGIONS: dict[str, str | Promise] = {
    "banner": pgettext_lazy("region of a home page", "Banner"),
    "introduction": pgettext_lazy("region of a home page", "Introduction"),
    "picture_news": pgettext_lazy("region of a home page", "Picture news"),
    "news": pgettext_lazy("region of a home page", "News"),
    "notices": pgettext_lazy("region of a home page", "Notices"),
    "policies": pgettext_lazy("region of a home page", "Policies"),
    "services": pgettext_lazy("region of a home page", "Services"),
    "leaders": pgettext_lazy("region of a home page", "Leaders"),
    "columns": pgettext_lazy("region of a home page", "Columns"),
    "features": pgettext_lazy("region of a home page", "Features"),
    "headline": pgettext_lazy("region of a home page", "Headline"),
    "entrances": pgettext_lazy("region of a home page", "Entrances"),
    "units_latest": pgettext_lazy("region of a home page", "Latest of the units"),
    "directory": pgettext_lazy("region of a home page", "Directory of units"),
    "links": pgettext_lazy("region of a home page", "Links"),
}


def in_words(found: list[dict[str, Any]], *, blueprint: str, version: int) -> list[dict[str, Any]]:
    """Return a stored difference with words for kinds of change, aspects and values.

    ``blueprint`` and ``version`` are what the units come to; they know the columns' names.
    """
    names = _column_names(blueprint, version)
    return [
        {**entry, "changes": [_change_in_words(change, names) for change in entry["changes"]]}
        for entry in found
    ]


def _change_in_words(change: Mapping[str, str], names: Mapping[str, str]) -> dict[str, Any]:
    aspect = change["aspect"]
    tell = partial(_place, names=names) if aspect == "place" else _TELLING.get(aspect, str)
    return {
        **change,
        "label": ChangeKind(change["kind"]).label,
        "aspect": ASPECTS.get(aspect, aspect),
        "before": tell(change["before"]) if change["before"] else "",
        "after": tell(change["after"]) if change["after"] else "",
    }


def _column_names(blueprint: str, version: int) -> dict[str, str]:
    """Return the names of the columns by their keys; none of a version that is gone."""
    try:
        columns = load_blueprint(blueprint, version).by_key()
    except BlueprintError:
        return {}
    return {key: placed.spec.name for key, placed in columns.items()}


def _place(text: str, *, names: Mapping[str, str]) -> str:
    parent, _slash, rank = text.rpartition("/")
    if not parent:
        return _("no. %(rank)s") % {"rank": rank}
    told = {"column": names.get(parent, parent), "rank": rank}
    return _("no. %(rank)s under “%(column)s”") % told


def _update(text: str) -> str:
    freshness = Freshness.parse(text)
    if freshness.rule is UpdateRule.DAYS:
        return _("within %(days)d days") % {"days": freshness.days}
    return str(freshness.rule.label)


def _answer(text: str) -> str:
    return _("yes") if text == str(True) else _("no")


def _label(text: str, *, choices: type[TextChoices]) -> str:
    return str(dict(choices.choices).get(text, text))


def _listed(text: str, *, label: Callable[[str], str | Promise]) -> str:
    return ", ".join(str(label(word)) for word in text.split(", "))


def _item_label(key: str) -> str | Promise:
    known = item_type(key)
    return known.label if known else key


_TELLING: dict[str, Callable[[str], str]] = {
    "kind": partial(_label, choices=ColumnKind),
    "layout": partial(_label, choices=ColumnLayout),
    "function": partial(_label, choices=SiteFunction),
    "update": _update,
    "is_required": _answer,
    "in_menu": _answer,
    "takes": partial(_listed, label=_item_label),
    "demo": partial(_listed, label=_item_label),
    "regions": partial(_listed, label=lambda name: REGIONS.get(name, name)),
}
