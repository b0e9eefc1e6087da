"""System checks on how page types are written, and on what the database holds of features."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connections
from wagtail.models import Page, get_page_models

from units.features import registered_features
from units.models import FeatureSwitch
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


@register(Tags.database)
def check_feature_switches(
    databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Every switch in the database is of a feature that an app still registers."""
    table = FeatureSwitch._meta.db_table
    known = [feature.key for feature in registered_features()]
    return [
        Warning(
            f"No app registers the feature {switch.key}, which the database has a switch for.",
            hint="Delete the row if the feature is gone for good.",
            obj=switch,
            id="units.W001",
        )
        for name in databases or ()
        if table in connections[name].introspection.table_names()
        for switch in FeatureSwitch.objects.using(name).exclude(key__in=known)
    ]
