"""Sets of versions of rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db.models import Exists, OuterRef, Q, QuerySet

from console.rules.enums import RuleState

if TYPE_CHECKING:
    from console.models import RuleVersion  # noqa: F401 the base class names it
    from units.models import Unit


class RuleVersionQuerySet(QuerySet["RuleVersion"]):
    """Sets of versions of rules."""

    def issued(self) -> Self:
        """Versions that the leading group has issued."""
        return self.filter(state=RuleState.ISSUED)

    def proposed(self) -> Self:
        """Versions that wait for the leading group."""
        return self.filter(state=RuleState.PROPOSED)

    def current(self) -> Self:
        """The newest issued version of each rule that has not been repealed."""
        later = self.model._default_manager.filter(
            document=OuterRef("document"), number__gt=OuterRef("number"), state=RuleState.ISSUED
        )
        return self.issued().filter(~Exists(later), document__repealed_on__isnull=True)

    def for_unit(self, unit: Unit) -> Self:
        """Versions of rules that a unit has to follow."""
        return self.filter(
            Q(document__level="") | Q(document__level=unit.level),
            Q(document__system="") | Q(document__system=unit.system),
        )
