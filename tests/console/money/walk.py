"""A walk through everything that can be done with money, in any order, by anybody.

Whatever is refused is refused; what counts is that nothing is certified which the right people did
not decide, that no cap is passed without an exemption, and that sums are the lines to the fen.
"""

import datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from console.enums import StepKind
from console.models import CostLine, Project
from console.money.actions import (
    approve_project,
    complete_project,
    exempt_project,
    file_again,
    file_project,
    forward_project,
    refuse_project,
    return_project,
    set_cap,
    withdraw_project,
)
from console.money.costs import correct_cost, record_cost
from console.money.figures import saved_on, spent_on, year_figures
from console.steps import steps_of
from tests.console.money.world import make_money_world
from units.enums import Role
from units.permissions import user_has_centre_role

# What may be refused; anything else is a fault of the product and fails the walk
REFUSALS = (PermissionDenied, ValidationError)

NAMES = ("operator", "far_operator", "office", "other_office", "group", "inspector")
# Those who may do most of it try more often, so that walks get somewhere
PEOPLE = st.sampled_from((*NAMES, "office", "other_office", "office"))
FILERS = st.sampled_from((*NAMES, "operator", "operator"))
UNITS = st.sampled_from(("unit", "far", None))
AMOUNTS = st.decimals(min_value="-1", max_value="900", places=2) | st.just(Decimal("100.10"))
REASONS = st.sampled_from(("", "Because"))
PLACES = st.integers(0, 3)
YESTERDAY = datetime.timedelta(days=1)


class MoneyWalk(RuleBasedStateMachine):
    """Projects and lines of two units, and all that people try with them."""

    certified = 0

    def __init__(self):
        super().__init__()
        self.outer = transaction.atomic()
        self.outer.__enter__()

    def teardown(self):
        MoneyWalk.certified += Project.objects.certified().count()
        transaction.set_rollback(True)
        self.outer.__exit__(None, None, None)

    @initialize()
    def begin(self):
        self.world = make_money_world()
        self.lines = {}
        self.cap("group", Decimal("1500.00"))
        self.file("operator", "unit", Decimal("800.00"))

    def person(self, name):
        return getattr(self.world, name)

    def place(self, name):
        return getattr(self.world, name) if name else None

    def try_it(self, action, *args, **kwargs):
        """Do something in a savepoint; return what it returns, or None when it is refused."""
        try:
            with transaction.atomic():
                return action(*args, **kwargs)
        except REFUSALS:
            return None

    def project(self, place):
        rows = list(Project.objects.order_by("pk"))
        return rows[place % len(rows)] if rows else None

    @rule(name=FILERS, unit=UNITS, quoted=AMOUNTS)
    def file(self, name, unit, quoted):
        values = {"title": "T", "purpose": "P", "year": self.world.year, "quoted": quoted}
        self.try_it(file_project, self.place(unit), user=self.person(name), **values)

    @rule(name=PEOPLE, amount=AMOUNTS)
    def cap(self, name, amount):
        self.try_it(set_cap, self.world.year, amount, reason="R", user=self.person(name))

    @rule(
        name=PEOPLE,
        place=PLACES,
        reason=REASONS,
        action=st.sampled_from(
            (exempt_project, refuse_project, return_project, withdraw_project, file_again)
        ),
    )
    def decide(self, name, place, reason, action):
        if project := self.project(place):
            words = {} if action is file_again else {"reason": reason}
            self.try_it(action, project, user=self.person(name), **words)

    @rule(
        name=PEOPLE,
        place=PLACES,
        amount=AMOUNTS,
        action=st.sampled_from((approve_project, forward_project)),
    )
    def review(self, name, place, amount, action):
        if project := self.project(place):
            self.try_it(action, project, amount=amount, reason="R", user=self.person(name))

    @rule(name=PEOPLE, unit=UNITS, amount=AMOUNTS, place=st.none() | PLACES, ago=st.integers(0, 1))
    def spend(self, name, unit, amount, place, ago):
        project = None if place is None else self.project(place)
        line = self.try_it(
            record_cost,
            self.place(unit),
            on=timezone.localdate() - ago * YESTERDAY,
            amount=amount,
            note="N",
            user=self.person(name),
            project=project,
        )
        if line:
            self.lines[line.pk] = amount

    @rule(name=PEOPLE, place=PLACES, right=AMOUNTS)
    def correct(self, name, place, right):
        if self.lines:
            pk = sorted(self.lines)[place % len(self.lines)]
            line = CostLine.objects.get(pk=pk)
            reason = {"reason": "R", "user": self.person(name)}
            if self.try_it(correct_cost, line, right=right, **reason):
                self.lines[pk] = right

    @rule(name=PEOPLE, place=PLACES)
    def complete(self, name, place):
        if project := self.project(place):
            day = timezone.localdate()
            self.try_it(complete_project, project, on=day, reason="", user=self.person(name))

    @invariant()
    def sums_are_the_lines(self):
        if hasattr(self, "lines"):
            assert spent_on(None, timezone.localdate()) == sum(self.lines.values(), Decimal(0))

    @invariant()
    def what_is_certified_was_decided_by_the_right_people(self):
        for project in Project.objects.certified():
            steps = {step.kind: step.person for step in steps_of(project)}
            role = Role.LEADING_GROUP if project.is_exempt else Role.IT_OFFICE
            assert user_has_centre_role(steps[StepKind.APPROVED], role)
            assert project.decided_by_id not in {
                step.person_id for step in steps_of(project) if step.kind == StepKind.FILED
            }

    @invariant()
    def nobody_passes_a_cap_without_an_exemption(self):
        for project in Project.objects.certified().filter(is_exempt=False):
            step = steps_of(project).get(kind=StepKind.APPROVED)
            assert Decimal(step.facts["amount"]) <= Decimal(step.facts["remaining"])

    @invariant()
    def no_project_costs_more_than_was_approved(self):
        for project in Project.objects.with_actual():
            assert Decimal(project.actual).quantize(Decimal("0.01")) <= (project.approved or 0)

    @invariant()
    def what_was_saved_is_quoted_less_spent(self):
        done = [p for p in Project.objects.all() if p.completed_on]
        spent = sum((line.amount for p in done for line in p.lines.all()), Decimal(0))
        quoted = sum((p.quoted for p in done), Decimal(0))
        assert saved_on(None, timezone.localdate()) == quoted - spent

    @invariant()
    def approved_of_a_year_is_the_sum_of_its_projects(self):
        if hasattr(self, "world"):
            rows = Project.objects.certified().values_list("approved", flat=True)
            assert year_figures(self.world.year).approved == sum(rows, Decimal(0))
