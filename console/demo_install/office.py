"""What the IT office of the demo has done so far: each part by the actions, once, by who may.

The words are in ``console/demo/data/office.toml``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone

from console.demo.material import Material, read
from console.demo_install.accounts import DEPUTY
from console.demo_install.asking import file_requests
from console.demo_install.campaigning import run_campaign
from console.demo_install.people import Cast, gather_cast
from console.demo_install.spending import spend
from console.filings.actions import file_team
from console.filings.vacancies import follow_vacancies
from console.models import CheckRun, Filing, RuleDocument
from console.rules.actions import acknowledge, issue_version, propose_rule
from console.standards.actions import finish_run, start_run
from units.models import Unit
from units.people.actions import end_membership


def fill_office(tell: Callable[[str], None]) -> None:
    """Fill the screens of the office: teams, rules, a campaign, requests, money, a check.

    A part that has anything in it is left alone.
    """
    cast = gather_cast()
    words = read("office")
    parts: tuple[tuple[str, Callable[[Cast, Material], Any]], ...] = (
        ("site teams", file_teams),
        ("rules", issue_rules),
        ("campaign", run_campaign),
        ("money", spend),
        ("requests", file_requests),
        ("unifications", check_sites),
    )
    for name, fill in parts:
        tell(name)
        with transaction.atomic():
            fill(cast, words)


def file_teams(cast: Cast, words: Material) -> None:
    """File the people of most units; some posts are left open, and some people leave."""
    if Filing.objects.exists():
        return
    said = words["teams"]
    for unit in cast.units.values():
        if unit.is_portal or unit.code in said["unfiled"]:
            continue
        has_operator = unit.code not in said["no_operator"]
        file_team(
            unit,
            user=cast.person("operator", unit),
            head=cast.post("leader", unit),
            deputy=None if unit.code in said["no_deputy"] else cast.post(DEPUTY, unit),
            operators=[cast.post("operator", unit)] if has_operator else [],
            effective_on=timezone.localdate(),
            note=said["note"],
        )
    for unit in cast.known(said["left"]):
        end_membership(cast.held.pop(f"{DEPUTY}.{unit.code}"), user=cast.officer)
    follow_vacancies()


def issue_rules(cast: Cast, words: Material) -> None:
    """Issue one rule, which most heads acknowledge; another waits for the leading group."""
    if RuleDocument.objects.exists():
        return
    plan, naming = words["rules"]["plan"], words["rules"]["naming"]
    version = propose_rule(user=cast.officer, **_rule(plan))
    version = issue_version(version, user=cast.group, reason=plan["issue_reason"])
    late = {*words["rules"]["late"]["plan"], *words["teams"]["unfiled"]}
    for unit in _with_sites(cast):
        if unit.code not in late:
            acknowledge(version, unit, user=cast.person("leader", unit))
    propose_rule(user=cast.officer, **_rule(naming))


def _with_sites(cast: Cast) -> list[Unit]:
    planned = {unit.pk for unit in cast.planned}
    return [unit for unit in cast.units.values() if unit.pk not in planned and not unit.is_portal]


def _rule(said: Material) -> dict[str, Any]:
    number = said["document_number"].format(year=timezone.localdate().year)
    return {"title": said["title"], "text": said["text"], "document_number": number}


def check_sites(cast: Cast, _words: Material) -> None:
    """Check all sites for the unifications once."""
    if not CheckRun.objects.exists():
        finish_run(start_run(user=cast.officer))
