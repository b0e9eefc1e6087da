"""The filters that lists of units have in common."""

from __future__ import annotations

import django_filters
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from units.enums import Level, System, UnitKind
from units.models import Unit


class OfUnitsFilterSet(WagtailFilterSet):
    """Filters over units; a subclass names in ``fields`` those of its own that stand above."""

    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=UnitKind.choices)
    level = django_filters.ChoiceFilter(label=_("Level"), choices=Level.choices)
    system = django_filters.ChoiceFilter(label=_("System"), choices=System.choices)

    class Meta:
        model = Unit
        fields: tuple[str, ...] = ()
