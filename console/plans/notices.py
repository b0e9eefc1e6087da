"""What people are told about plans; each call is part of the transaction that it tells of."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from console.models import Plan, PlanComment
from console.permissions import people_filing_for
from units.enums import Role
from units.permissions import people_in_centre
from workflows.enums import NoticeKind
from workflows.notices.actions import tell


def tell_filed(plan: Plan) -> None:
    """Tell the IT office that a version waits for it."""
    with translation.override(settings.LANGUAGE_CODE):
        title = _("Plan handed in: %(title)s") % {"title": plan.title}
        text = "\n".join((_unit(plan), _("Version: %(number)d") % {"number": plan.number}))
    people = people_in_centre(Role.IT_OFFICE)
    tell(people, NoticeKind.OFFICE, title=title, text=text, url=_address(plan))


def tell_comment(plan: Plan, comment: PlanComment) -> None:
    """Tell the other side what was said."""
    office, unit = people_in_centre(Role.IT_OFFICE), people_filing_for([plan.unit])
    people = unit if comment.is_office else office
    with translation.override(settings.LANGUAGE_CODE):
        title = _("Comment on the plan: %(title)s") % {"title": plan.title}
        text = "\n".join((_unit(plan), f"{comment.person.get_full_name()}: {comment.text}"))
    others = people.exclude(pk=comment.person_id)
    tell(others, NoticeKind.OFFICE, title=title, text=text, url=_address(plan))


def tell_returned(plan: Plan, reason: str) -> None:
    """Tell the unit why its plan came back."""
    with translation.override(settings.LANGUAGE_CODE):
        title = _("Plan returned for revision: %(title)s") % {"title": plan.title}
        text = _("Reason: %(reason)s") % {"reason": reason}
    people = people_filing_for([plan.unit])
    tell(people, NoticeKind.OFFICE, title=title, text=text, url=_address(plan))


def tell_approved(plan: Plan) -> None:
    """Tell the unit that its plan holds."""
    with translation.override(settings.LANGUAGE_CODE):
        title = _("Plan approved: %(title)s") % {"title": plan.title}
        text = _("Note its progress from now on: state, what stands in the way, next step.")
    people = people_filing_for([plan.unit])
    tell(people, NoticeKind.OFFICE, title=title, text=text, url=_address(plan))


def _unit(plan: Plan) -> str:
    return _("Unit: %(unit)s") % {"unit": plan.unit.name}


def _address(plan: Plan) -> str:
    return reverse("console_plans_plan", args=(plan.pk,))
