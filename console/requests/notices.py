"""Telling people about requests: who has to decide, and the unit what was decided."""

from __future__ import annotations

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from console.models import UnitRequest
from console.permissions import people_filing_for
from units.enums import Role
from units.models import User
from units.permissions import people_in_centre
from workflows.enums import NoticeKind
from workflows.notices.actions import tell


def tell_reviewers(request: UnitRequest) -> None:
    """Tell the IT office that a request waits for its review."""
    with translation.override(settings.LANGUAGE_CODE):
        title = _("Request to review: %(request)s") % {"request": request}
    _about(request, people_in_centre(Role.IT_OFFICE), title, request.purpose)


def tell_deciders(request: UnitRequest, reason: str) -> None:
    """Tell the leading group that a request waits for its decision."""
    with translation.override(settings.LANGUAGE_CODE):
        title = _("Request to decide: %(request)s") % {"request": request}
    _about(request, people_in_centre(Role.LEADING_GROUP), title, reason)


def tell_unit(request: UnitRequest, reason: str) -> None:
    """Tell the unit's people where their request stands, and why."""
    with translation.override(settings.LANGUAGE_CODE):
        title = _("%(request)s: %(state)s") % {
            "request": request,
            "state": request.get_state_display(),
        }
    _about(request, people_filing_for([request.unit]), title, reason)


def _about(request: UnitRequest, people: QuerySet[User], title: str, text: str) -> None:
    url = reverse("console_requests_show", args=(request.pk,))
    tell(people, NoticeKind.OFFICE, title=title, text=text, url=url)
