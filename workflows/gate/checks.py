"""System checks on what the gate covers, and on what an install for real content may hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections, models
from wagtail.models import get_page_models

from workflows.enums import CertificateKind
from workflows.gate.classification import unclassified, ungated_page_types
from workflows.gate.made_up import fixtures_are_allowed
from workflows.models import Certificate
from workflows.pages import GatedPage


@register("workflows")
def check_page_types(**kwargs: Any) -> list[CheckMessage]:
    """Every page type but Wagtail's own descends from ``GatedPage`` (I7)."""
    return [
        Error(
            "Pages of this type would become public without approval.",
            hint="Let it descend from workflows.pages.GatedPage.",
            obj=model,
            id="workflows.E001",
        )
        for model in ungated_page_types()
    ]


@register("workflows")
def check_classification(**kwargs: Any) -> list[CheckMessage]:
    """Of every model somebody has said whether the public sees it and what lets it change."""
    return [
        Error(
            "Nobody has said whether the public sees this model, and what lets it change.",
            hint="Call workflows.gate.classification.classify in AppConfig.ready.",
            obj=model,
            id="workflows.E002",
        )
        for model in unclassified()
    ]


@register("workflows")
def check_references(**kwargs: Any) -> list[CheckMessage]:
    """Nothing that a page type refers to is deleted while a page does: live pages would change."""
    return [
        Error(
            "Deleting what this field refers to would change live pages without approval.",
            hint="Use on_delete=PROTECT.",
            obj=field,
            id="workflows.E004",
        )
        for model in get_page_models()
        if issubclass(model, GatedPage)
        for field in model._meta.local_concrete_fields
        if field.is_relation
        and not field.remote_field.parent_link
        and field.remote_field.on_delete not in (models.PROTECT, models.RESTRICT)
    ]


@register(Tags.database, deploy=True)
def check_fixtures(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """An install for real content holds no certificate of made-up content."""
    table = Certificate._meta.db_table
    return [
        Error(
            "This database holds made-up content, which this install refuses.",
            hint="Begin with an empty database: a demo does not become a real install.",
            id="workflows.E003",
        )
        for name in databases or ()
        if not fixtures_are_allowed()
        and table in connections[name].introspection.table_names()
        and Certificate.objects.using(name).filter(kind=CertificateKind.FIXTURE).exists()
    ]
