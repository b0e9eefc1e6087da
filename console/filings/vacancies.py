"""Posts that nobody holds: since when, and whom to tell (S195, S214)."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Sequence
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from console.enums import StepKind
from console.filings.enums import Post
from console.filings.standing import Team, missing_posts, teams_of, with_posts
from console.models import Vacancy
from console.steps import add_step
from units.enums import Role
from units.models import Membership, Unit, User
from units.permissions import people_in_centre
from workflows.enums import NoticeKind
from workflows.notices.actions import tell

logger = logging.getLogger(__name__)

BATCH = 200


class Followed(NamedTuple):
    """How many vacancies began and ended."""

    began: int
    ended: int


def live_units() -> QuerySet[Unit]:
    """Return the units whose team is mandatory: they have opened and not closed."""
    return Unit.objects.real().filter(opened_on__isnull=False, closed_on__isnull=True)


def is_vacant_too_long() -> Exists:
    """Return the condition over units that a post has been vacant longer than allowed."""
    return Exists(Vacancy.objects.too_long().filter(unit=OuterRef("pk")))


def follow_vacancies(units: QuerySet[Unit] | None = None) -> Followed:
    """Note which posts of live units are vacant and which are filled again; repeatable.

    Without ``units`` all are gone through, some in each transaction.
    """
    chosen = Unit.objects.all() if units is None else units
    ids = list(chosen.order_by("pk").values_list("pk", flat=True))
    began = ended = 0
    for start in range(0, len(ids), BATCH):
        followed = _follow(ids[start : start + BATCH])
        began, ended = began + followed.began, ended + followed.ended
    return Followed(began, ended)


@transaction.atomic
def _follow(ids: Sequence[int]) -> Followed:
    today = timezone.localdate()
    open_ones = Vacancy.objects.select_for_update(of=("self",)).open().filter(unit__in=ids)
    known = {(vacancy.unit_id, vacancy.post): vacancy for vacancy in open_ones}
    units = list(with_posts(live_units().filter(pk__in=ids)))
    teams = teams_of(units)
    vacant = {
        (unit.pk, post.value): _since(unit, post, teams.get(unit.pk), today)
        for unit in units
        for post in missing_posts(unit)
    }
    begun = [
        Vacancy(unit_id=unit_id, post=post, since=since)
        for (unit_id, post), since in vacant.items()
        if (unit_id, post) not in known
    ]
    Vacancy.objects.bulk_create(begun, ignore_conflicts=True)
    over = [vacancy for key, vacancy in known.items() if key not in vacant]
    closed = dict(Unit.objects.filter(pk__in=ids).values_list("pk", "closed_on"))
    for vacancy in over:
        team = teams.get(vacancy.unit_id)
        filed_on = team.filing.effective_on if team else today
        vacancy.until = max(vacancy.since, closed.get(vacancy.unit_id) or filed_on)
    Vacancy.objects.bulk_update(over, ["until"])
    return Followed(len(begun), len(over))


def _since(unit: Unit, post: Post, team: Team | None, today: datetime.date) -> datetime.date:
    """Return since when a post is vacant: who was filed left, or nobody was ever filed."""
    if team is None:
        return today
    filed = dict(team.posts)[post]
    left = [membership.ended_on or today for membership in filed]
    since = max(left, default=team.filing.effective_on)
    return max(since, unit.opened_on) if unit.opened_on else since


def tell_long_vacancies() -> list[int]:
    """Tell the heads of units about posts vacant too long, once each; return the units' ids.

    What fails for one unit stops no other, and is tried again the next time.
    """
    found = Vacancy.objects.too_long().filter(told_on=None).order_by("unit_id")
    told = []
    for unit_id in dict.fromkeys(found.values_list("unit_id", flat=True)):
        try:
            if _tell_unit(unit_id):
                told.append(unit_id)
        except Exception:  # whatever it is, the other units must have their turn
            logger.exception("The head of unit %s was not told of vacancies", unit_id)
    return told


@transaction.atomic
def _tell_unit(unit_id: int) -> bool:
    unit = Unit.objects.select_for_update(no_key=True).get(pk=unit_id)
    vacancies = list(Vacancy.objects.too_long().filter(told_on=None, unit=unit))
    if not vacancies:
        return False
    with translation.override(settings.LANGUAGE_CODE):
        title = _("Vacant too long in the site team of %(unit)s") % {"unit": unit.name}
        lines = [
            _("%(post)s: vacant since %(day)s")
            % {
                "post": vacancy.get_post_display(),
                "day": date_format(vacancy.since, "Y-m-d"),
            }
            for vacancy in vacancies
        ]
        lines.append(_("The unit counts as failing until the team is filed anew."))
    url = reverse("console_filings_team", args=(unit.code,))
    tell(_heads(unit), NoticeKind.OFFICE, title=title, text="\n".join(lines), url=url)
    Vacancy.objects.filter(pk__in=[v.pk for v in vacancies]).update(told_on=timezone.localdate())
    for vacancy in vacancies:
        add_step(vacancy, StepKind.REMINDED, user=None, unit=unit, since=vacancy.since)
    return True


def _heads(unit: Unit) -> list[User]:
    """Return whom to tell: the head, the principal leader, else all leaders; and the IT office."""
    team = teams_of([unit]).get(unit.pk)
    active = Membership.objects.active().filter(unit=unit, role=Role.LEADER)
    leaders = list(active.select_related("person"))
    heads = [
        membership.person
        for membership in leaders
        if membership.is_principal or (team and team.head and membership.pk == team.head.pk)
    ]
    office = people_in_centre(Role.IT_OFFICE)
    return [*(heads or [membership.person for membership in leaders]), *office]
