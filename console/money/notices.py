"""What people are told about projects and contracts, as part of the transaction it tells of."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from console.models import Contract, Project
from units.enums import Role
from units.permissions import people_in_centre
from workflows.enums import NoticeKind
from workflows.notices.actions import tell


def tell_office(project: Project) -> None:
    """Tell the IT office that a project waits for its review."""
    with translation.override(settings.LANGUAGE_CODE):
        title = _("Project to review: %(title)s") % {"title": project.title}
        text = _facts(project)
    people = people_in_centre(Role.IT_OFFICE).exclude(pk=project.filed_by_id)
    tell(people, NoticeKind.OFFICE, title=title, text=text, url=_address(project))


def tell_leading_group(project: Project) -> None:
    """Tell the leading group that a project above the cap waits for it."""
    with translation.override(settings.LANGUAGE_CODE):
        title = _("Project above the cap of the year: %(title)s") % {"title": project.title}
        text = _facts(project)
    people = people_in_centre(Role.LEADING_GROUP)
    tell(people, NoticeKind.OFFICE, title=title, text=text, url=_address(project))


def tell_filer(project: Project) -> None:
    """Tell who filed a project how it stands now."""
    with translation.override(settings.LANGUAGE_CODE):
        title = _("Project %(title)s: %(state)s") % {
            "title": project.title,
            "state": project.get_state_display(),
        }
        text = _facts(project)
    if project.filed_by.is_active:
        tell([project.filed_by], NoticeKind.OFFICE, title=title, text=text, url=_address(project))


def tell_expired(contracts: Sequence[Contract]) -> None:
    """Tell the IT office which contracts are over (S032)."""
    with translation.override(settings.LANGUAGE_CODE):
        title = _("Contracts that have expired: %(count)d") % {"count": len(contracts)}
        lines = [
            _("%(contract)s, until %(day)s") % {"contract": contract, "day": contract.ends_on}
            for contract in contracts
        ]
    people = people_in_centre(Role.IT_OFFICE)
    url = reverse("console_money_contracts:index")
    tell(people, NoticeKind.OFFICE, title=title, text="\n".join(lines), url=url)


def _facts(project: Project) -> str:
    unit = project.unit.name if project.unit else _("All sites together")
    lines = [
        _("Unit: %(unit)s") % {"unit": unit},
        _("Quoted: %(amount)s yuan") % {"amount": project.quoted},
    ]
    if project.certificate_number:
        number = {"number": project.certificate_number}
        lines.append(_("Procurement certificate: %(number)s") % number)
    return "\n".join(lines)


def _address(project: Project) -> str:
    return reverse("console_money_project", args=(project.pk,))
