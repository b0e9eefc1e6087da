"""System checks on how page types are written."""

from typing import Any

from django.core.checks import CheckMessage, Error, register
from wagtail.models import Page, get_page_models

from units.pages import UnitPage


@register("units")
def check_page_types(**kwargs: Any) -> list[CheckMessage]:
    """Every page type but Wagtail's own descends from ``UnitPage``."""
    return [
        Error(
            "Page types of this install descend from units.pages.UnitPage.",
            obj=model,
            id="units.E001",
        )
        for model in get_page_models()
        if model is not Page and not issubclass(model, UnitPage)
    ]
