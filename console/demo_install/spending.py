"""The demo's money: a cap, firms with their contracts, projects in every state, costs."""

from __future__ import annotations

import datetime
from decimal import Decimal

from django.core.files.base import ContentFile
from django.utils import timezone

from console.demo.attachments import make
from console.demo.material import Material
from console.demo.seeds import AttachmentSeed
from console.demo_install.people import Cast
from console.models import BudgetYear, Contract, Contractor, Project
from console.money.actions import (
    approve_project,
    complete_project,
    file_project,
    forward_project,
    refuse_project,
    return_project,
    set_cap,
)
from console.money.contractors import save_contract, save_contractor
from console.money.costs import record_cost


def register_contractors(cast: Cast, said: Material) -> None:
    """Register the firms, each with its document, and what was agreed with them."""
    for firm in said["contractors"]:
        contractor = Contractor(
            name=firm["name"],
            credit_code=firm["credit_code"],
            contact=firm["contact"],
            phone=firm["phone"],
            qualification=firm["qualification"],
            qualified_from=_day(firm["from_days"]),
            qualified_until=_day(firm["until_days"]),
        )
        seed = AttachmentSeed(
            key=f"qualification-{firm['credit_code'].lower()}",
            title=firm["qualification"],
            kind="pdf",
            paragraphs=(firm["name"], firm["qualification"]),
        )
        contractor.document.save(seed.file_name, ContentFile(make(seed)), save=False)
        save_contractor(contractor, user=cast.officer)
        if "contract" in firm:
            _agree(contractor, firm, cast)


def _agree(contractor: Contractor, firm: Material, cast: Cast) -> None:
    contract = Contract(
        contractor=contractor,
        subject=firm["contract"],
        starts_on=_day(firm["contract_from"]),
        ends_on=_day(firm["contract_until"]),
        contact=firm["contact"],
        phone=firm["phone"],
    )
    save_contract(contract, user=cast.officer)


def spend(cast: Cast, words: Material) -> None:
    """Set the cap of the year, decide the projects, and write down what was spent."""
    if BudgetYear.objects.exists() or Contractor.objects.exists():
        return
    said = words["money"]
    register_contractors(cast, said)
    year = timezone.localdate().year
    set_cap(year, Decimal(said["cap"]), reason=said["cap_reason"], user=cast.group)
    for one in said["projects"]:
        _project(cast, one, year)
    for line in said["shared"]:
        record_cost(
            cast.units[line["unit"]] if "unit" in line else None,
            on=_day(line["days"]),
            amount=Decimal(line["amount"]),
            note=line["note"],
            user=cast.officer,
        )


def _project(cast: Cast, said: Material, year: int) -> None:
    """File a project, and bring it to where it ends."""
    unit = cast.units[said["unit"]]
    project = file_project(
        unit,
        user=cast.person("operator", unit),
        title=said["title"],
        purpose=said["purpose"],
        year=year,
        quoted=Decimal(said["quoted"]),
    )
    office = {"user": cast.officer, "reason": said.get("reason", "")}
    match said["ends"]:
        case "returned":
            return_project(project, **office)
        case "refused":
            refuse_project(project, **office)
        case "forwarded":
            forward_project(project, amount=Decimal(said["approved"]), **office)
        case "approved" | "completed":
            project = approve_project(project, amount=Decimal(said["approved"]), **office)
            _pay(project, said, cast)


def _pay(project: Project, said: Material, cast: Cast) -> None:
    today = timezone.localdate()
    for note, amount in said["lines"]:
        record_cost(
            project.unit,
            on=today,
            amount=Decimal(amount),
            note=note,
            user=cast.officer,
            project=project,
        )
    if said["ends"] == "completed":
        complete_project(project, on=today, reason=said["complete_reason"], user=cast.officer)


def _day(days: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)
