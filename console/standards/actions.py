"""Running the checks over all sites, recording what is found by hand, and keeping their list."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from console.enums import StepKind
from console.models import CheckResult, CheckRun, StandardCheck, StandardTask
from console.permissions import require_office
from console.standards.enums import CheckKind, Outcome
from console.standards.facts import Found, facts_of
from console.standards.permissions import require_checker
from console.standards.scores import results_of
from console.steps import add_step
from units.models import Unit, User

SHIPPED = Path(__file__).resolve().parents[1] / "data" / "unifications.csv"
BATCH = 200
Findings = Mapping[tuple[int, int], Found]


@transaction.atomic
def load_checks() -> int:
    """Add the shipped unifications whose key is not in the list; return how many.

    What the IT office has changed or switched off stays as it is.
    """
    known = set(StandardCheck.objects.values_list("key", flat=True))
    with SHIPPED.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    new = [
        StandardCheck(position=position, **row)
        for position, row in enumerate(rows, start=1)
        if row["key"] not in known
    ]
    for check in new:
        check.full_clean()
    StandardCheck.objects.bulk_create(new)
    return len(new)


@transaction.atomic
def save_check(check: StandardCheck, *, user: User) -> StandardCheck:
    """Add a unification to the list, or store its changes.

    Raises ``PermissionDenied`` for all but the IT office, and ``ValidationError`` for what the
    model refuses or for facts that nothing looks at.
    """
    require_office(user)
    is_new = check.pk is None
    if check.kind == CheckKind.AUTOMATIC and facts_of(check.facts) is None:
        raise ValidationError({"facts": _("Choose the facts that this check is computed from.")})
    check.full_clean()
    check.save()
    add_step(
        check,
        StepKind.DRAFTED if is_new else StepKind.CHANGED,
        user=user,
        how=check.kind,
        facts_read=check.facts,
        requirement=check.requirement,
        counts=check.is_active,
    )
    return check


def checked_units() -> QuerySet[Unit]:
    """Return the units whose sites are checked: they have one and have not closed."""
    units: QuerySet[Unit] = Unit.objects.real().with_home().filter(closed_on=None)
    return units


@transaction.atomic
def start_run(*, user: User | None = None) -> CheckRun:
    """Begin a run of the automatic checks over all units; one that was interrupted goes on.

    ``user=None`` is the system. Raises ``PermissionDenied`` for all but the IT office.
    """
    if user is not None:
        require_office(user)
    load_checks()
    run = CheckRun.objects.filter(is_open=True).first()
    return run or CheckRun.objects.create(started_at=timezone.now(), started_by=user)


def finish_run(run: CheckRun, *, progress: Callable[[CheckRun], None] | None = None) -> CheckRun:
    """Check all units that a run has not reached, some in each transaction."""
    while run.is_open:
        run = _next_batch(run.pk)
        if progress:
            progress(run)
    return run


@transaction.atomic
def _next_batch(pk: int) -> CheckRun:
    run = CheckRun.objects.select_for_update(of=("self",)).get(pk=pk)
    if not run.is_open:
        return run
    units = list(checked_units().filter(pk__gt=run.reached).order_by("pk")[:BATCH])
    if units:
        outcomes = check_units(units)
        run.reached = units[-1].pk
        run.units += len(units)
        run.passed += sum(found.is_passed for found in outcomes.values())
        run.failed += sum(not found.is_passed for found in outcomes.values())
    if len(units) < BATCH:
        run.is_open, run.finished_at = False, timezone.now()
        add_step(
            run,
            StepKind.RECORDED,
            user=run.started_by,
            units=run.units,
            passed=run.passed,
            failed=run.failed,
        )
    run.save()
    return run


@transaction.atomic
def check_unit(unit: Unit, *, user: User) -> int:
    """Run the automatic checks for one unit; return how many of them it passes.

    Raises ``PermissionDenied`` for all but the IT office and the unit's leaders and operators, and
    ``ValidationError`` for a unit without a site.
    """
    require_checker(user, unit)
    load_checks()
    units = list(checked_units().select_for_update(no_key=True, of=("self",)).filter(pk=unit.pk))
    if not units:
        raise ValidationError(_("%(unit)s has no site that could be checked.") % {"unit": unit})
    return sum(found.is_passed for found in check_units(units).values())


@transaction.atomic
def record_by_hand(
    check: StandardCheck, unit: Unit, *, user: User, outcome: Outcome, evidence: str
) -> CheckResult:
    """Record what was found by hand, with the evidence for it.

    Raises ``PermissionDenied`` for all but the IT office, and ``ValidationError`` without evidence,
    for an automatic check, one that does not count, or a unit without a site.
    """
    require_office(user)
    if check.kind != CheckKind.BY_HAND or not check.is_active:
        raise ValidationError(_("This is not recorded by hand."))
    if not evidence.strip():
        raise ValidationError(_("Say what was seen, where and when: nothing passes without it."))
    units = list(checked_units().select_for_update(no_key=True, of=("self",)).filter(pk=unit.pk))
    if not units:
        raise ValidationError(_("%(unit)s has no site that could be checked.") % {"unit": unit})
    result = CheckResult(
        check_made=check,
        unit=units[0],
        outcome=outcome,
        evidence=evidence.strip(),
        person=user,
        at=timezone.now(),
    )
    result.full_clean()
    result.save()
    add_step(
        result, StepKind.RECORDED, user=user, unit=unit, reason=result.evidence, outcome=outcome
    )
    _follow_tasks({(unit.pk, check.pk): Found(outcome == Outcome.PASSED, result.evidence)})
    return result


def check_units(units: Sequence[Unit]) -> dict[tuple[int, int], Found]:
    """Look at units with every automatic check, and store what differs from the last time.

    Needs a transaction. Evidence is written in the language of the install.
    """
    outcomes: dict[tuple[int, int], Found] = {}
    with translation.override(settings.LANGUAGE_CODE):
        for check in StandardCheck.objects.counting().filter(kind=CheckKind.AUTOMATIC):
            facts = facts_of(check.facts)
            if facts is None:
                continue
            for unit_id, found in facts.look(units).items():
                outcomes[unit_id, check.pk] = found
    _store(units, outcomes)
    _follow_tasks(outcomes)
    return outcomes


def _store(units: Sequence[Unit], outcomes: Findings) -> None:
    known = results_of(units)
    now = timezone.now()
    CheckResult.objects.bulk_create(
        [
            CheckResult(
                unit_id=unit_id,
                check_made_id=check_id,
                outcome=_outcome(found),
                evidence=found.evidence,
                at=now,
            )
            for (unit_id, check_id), found in outcomes.items()
            if _differs(known.get((unit_id, check_id)), found)
        ],
        batch_size=500,
    )


def _differs(result: CheckResult | None, found: Found) -> bool:
    if result is None:
        return True
    return result.outcome != _outcome(found) or result.evidence != found.evidence


def _outcome(found: Found) -> Outcome:
    return Outcome.PASSED if found.is_passed else Outcome.FAILED


def _follow_tasks(outcomes: Findings) -> None:
    """Open a task for each fail that has none, and close those of what passes now."""
    now = timezone.now()
    unit_ids = {unit_id for unit_id, _check in outcomes}
    rows = StandardTask.objects.select_for_update(of=("self",)).filter(
        unit__in=unit_ids, closed_at=None
    )
    open_tasks = {(task.unit_id, task.check_made_id): task for task in rows}
    StandardTask.objects.bulk_create(
        [
            StandardTask(unit_id=unit_id, check_made_id=check_id, opened_at=now)
            for (unit_id, check_id), found in outcomes.items()
            if not found.is_passed and (unit_id, check_id) not in open_tasks
        ],
        batch_size=500,
        ignore_conflicts=True,
    )
    mended = [
        task.pk
        for key, task in open_tasks.items()
        if (found := outcomes.get(key)) is not None and found.is_passed
    ]
    StandardTask.objects.filter(pk__in=mended).update(closed_at=now)
