"""What the demo's units ask for: one request or more in each state."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone

from console.demo.material import Material
from console.demo_install.people import Cast
from console.models import Contractor, UnitRequest
from console.requests.actions import (
    approve,
    draft_request,
    forward,
    refuse,
    return_request,
    submit_request,
    withdraw,
)
from console.requests.columns import columns_of
from console.requests.enums import RequestKind
from units.models import Unit

# What of a request is not said to the action as it stands in the file
TOLD = ("unit", "kind", "ends", "reason", "missing")


def file_requests(cast: Cast, words: Material) -> None:
    """Write the requests, and bring each to where it ends."""
    if UnitRequest.objects.exists():
        return
    for said in words["requests"]:
        unit = cast.units[said["unit"]]
        operator = cast.person("operator", unit)
        kind = RequestKind(said["kind"])
        request = draft_request(unit=unit, kind=kind, user=operator, **_facts(said, unit, cast))
        if said["ends"] != "draft":
            _decide(submit_request(request, user=operator), said, cast)


def _decide(request: UnitRequest, said: Material, cast: Cast) -> None:
    office: dict[str, Any] = {"user": cast.officer, "reason": said.get("reason", "")}
    match said["ends"]:
        case "forwarded":
            forward(request, **office)
        case "carried_out":
            approve(request, **office)
        case "refused":
            refuse(request, missing=said["missing"], **office)
        case "returned":
            return_request(request, missing=said["missing"], **office)
        case "withdrawn":
            operator = cast.person("operator", request.unit)
            withdraw(request, user=operator, reason=said["reason"])


def _facts(said: Material, unit: Unit, cast: Cast) -> dict[str, Any]:
    """Return what a request says, with names and numbers of days turned into what they mean."""
    facts = {name: value for name, value in said.items() if name not in TOLD}
    today = timezone.localdate()
    if "column_key" in facts:
        facts["column"] = columns_of(unit).get(key=facts.pop("column_key"))
    if "contractor" in facts:
        facts["contractor"] = Contractor.objects.get(credit_code=facts["contractor"])
    if said["kind"] == RequestKind.REDESIGN:
        starts = today + datetime.timedelta(days=facts.pop("starts"))
        ends = starts + datetime.timedelta(days=facts.pop("days"))
        facts |= {"starts_on": starts, "ends_on": ends}
    if said["kind"] == RequestKind.CLOSING:
        closes_on = today + datetime.timedelta(days=facts.pop("days"))
        facts |= {"closes_on": closes_on, "successors": cast.known(facts["successors"])}
    return facts
