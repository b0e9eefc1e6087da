"""What the public may see of each model, and what lets it change: every model is told apart.

A model that nobody has told apart fails the system check: with a new package or model somebody
decides whether it is a way round the gate. Page types, and rows that hang on them, are gated by
descent; of everything else an app says so in ``AppConfig.ready``: its own models, and those of the
apps below that cannot know the gate.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from pathlib import Path

from django.apps import AppConfig, apps
from django.conf import settings
from django.db.models import Model
from modelcluster.models import get_all_child_relations
from wagtail.models import Page, get_page_models

from workflows.pages import GatedPage


class Exposure(Enum):
    """What lets a model change, as far as the public sees it."""

    # A certificate names it, or the page that shows it
    GATED = "gated"
    # One person proposes, another one decides
    TWO_PERSON = "two-person"
    # Facts of the register of units, kept by actions of the IT office and logged (S173)
    OFFICE = "office"
    # Follows from the others; nobody writes it by hand
    DERIVED = "derived"
    # The public does not see it
    INTERNAL = "internal"


_known: dict[str, Exposure] = {}


def classify(exposure: Exposure, *labels: str) -> None:
    """Tell models apart by their labels, such as ``home.Link``, installed or not.

    Raises ``ValueError`` for a model that somebody has told apart otherwise.
    """
    for label in labels:
        if _known.setdefault(label, exposure) is not exposure:
            raise ValueError(f"{label} is {_known[label].value} already.")


def classification_of(model: type[Model]) -> Exposure | None:
    """Return what lets a model change; None where nobody has said so."""
    if model in _gated_by_descent():
        return Exposure.GATED
    return _known.get(model._meta.label)


def unclassified() -> list[type[Model]]:
    """Return the models of the install and of Wagtail that nobody has told apart."""
    return [
        model
        for config in apps.get_app_configs()
        if _is_asked(config)
        for model in config.get_models()
        if classification_of(model) is None
    ]


def ungated_page_types() -> list[type[Page]]:
    """Return the page types that do not descend from :class:`workflows.pages.GatedPage`."""
    return [
        model
        for model in get_page_models()
        if model is not Page and not issubclass(model, GatedPage)
    ]


def _is_asked(config: AppConfig) -> bool:
    is_own = Path(config.path).parent == settings.BASE_DIR
    return is_own or config.name.split(".")[0] == "wagtail"


def _gated_by_descent() -> set[type[Model]]:
    found: set[type[Model]] = {model for model in get_page_models() if issubclass(model, GatedPage)}
    for model in list(found):
        found.update(_rows_of(model))
    return found


def _rows_of(model: type[Model]) -> Iterator[type[Model]]:
    for relation in get_all_child_relations(model):
        if relation.model is not Page:
            yield relation.related_model
            yield from _rows_of(relation.related_model)
