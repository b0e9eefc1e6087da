"""A walk through all that can be done with requests, in any order, by anybody.

Whatever is refused is refused; what counts is that the sites show nothing that the right people,
each another one, did not say yes to.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from console.models import UnitRequest
from console.requests import actions
from console.requests.columns import columns_of
from console.requests.enums import ColumnAct, RequestKind
from console.requests.kinds import label
from tests.console.requests import world
from tests.console.requests.judge import violations
from units.people.actions import add_member

REFUSALS = (PermissionDenied, ValidationError, DatabaseError)

NAMES = (
    *("operator", "leader", "editor", "stranger", "reviewer", "second_reviewer", "head"),
    *("second_head", "both", "insider", "inspector", "root", "nobody"),
)
PEOPLE = st.sampled_from(NAMES)
FILERS = st.sampled_from(("operator", "leader", "insider"))
REVIEWERS = st.sampled_from(("reviewer", "second_reviewer", "both", "insider"))
HEADS = st.sampled_from(("head", "second_head", "both"))
KINDS = st.sampled_from(list(RequestKind))
REASONS = st.sampled_from((world.WHY, world.WHY, world.WHY, ""))
WHICH = st.integers(0, 3)


class RequestWalk(RuleBasedStateMachine):
    """One unit with a site and one without, and all that people try with their requests.

    ``carried_out`` holds the kinds of what was: walks that never get there prove nothing.
    """

    carried_out: set[str] = set()
    make = None

    def __init__(self):
        super().__init__()
        self.outer = transaction.atomic()
        self.outer.__enter__()
        transaction.set_rollback(False)

    def teardown(self):
        try:
            if hasattr(self, "people"):
                done = UnitRequest.objects.filter(state="carried_out")
                RequestWalk.carried_out |= set(done.values_list("kind", flat=True))
        finally:
            transaction.set_rollback(True)
            self.outer.__exit__(None, None, None)

    @initialize()
    def begin(self):
        self.bare, site = self.make(2)
        self.people = world.make_people(self.bare)
        for name in ("operator", "leader", "insider"):
            role = "leader" if name == "leader" else "operator"
            add_member(getattr(self.people, name), role, unit=site)
        self.site = world.make_site(site)
        self.firm = world.make_contractor()

    @invariant()
    def nothing_is_done_that_was_not_approved(self):
        if hasattr(self, "firm"):
            assert not violations(self.bare, self.site, self.people)

    def attempt(self, act, *args, **kwargs):
        """Do something that may be refused; what is refused leaves nothing behind."""
        try:
            with transaction.atomic():
                return act(*args, **kwargs)
        except REFUSALS:
            return None

    def person(self, name):
        return getattr(self.people, name)

    def requests(self, which):
        """Return one of the requests, the newest first; none where there are fewer."""
        return UnitRequest.objects.order_by("-pk")[which : which + 1]

    def facts(self, kind, number):
        page = columns_of(self.site).last()
        made = {
            RequestKind.OPENING: world.opening,
            RequestKind.REDESIGN: lambda: world.redesign(contractor=self.firm),
            RequestKind.COLUMN: lambda: world.column(slug=f"own{number}"),
            RequestKind.COLUMN_CHANGE: lambda: world.renaming(page, new_name=f"Name {number}"),
            RequestKind.CLOSING: world.closing,
        }
        return made[kind]()

    @rule(kind=KINDS, name=PEOPLE, number=st.integers(1, 3))
    def file(self, kind, name, number):
        unit = self.bare if kind == RequestKind.OPENING else self.site
        self.attempt(
            world.file_request,
            unit=unit,
            kind=kind,
            user=self.person(name),
            **self.facts(kind, number),
        )

    @rule(kind=KINDS, name=FILERS, number=st.integers(1, 3))
    def file_by_who_may(self, kind, name, number):
        self.file(kind, name, number)

    @rule(name=FILERS, number=st.integers(4, 6))
    def file_beyond_the_quota(self, name, number):
        facts = self.facts(RequestKind.COLUMN, number) | {"is_exemption": True}
        kind = RequestKind.COLUMN
        self.attempt(world.file_request, unit=self.site, kind=kind, user=self.person(name), **facts)

    @rule(name=FILERS)
    def file_a_removal(self, name):
        page = columns_of(self.site).last()
        facts = world.renaming(page, column_act=ColumnAct.REMOVE, new_name="")
        kind = RequestKind.COLUMN_CHANGE
        self.attempt(world.file_request, unit=self.site, kind=kind, user=self.person(name), **facts)

    @rule(which=WHICH, name=PEOPLE, reason=REASONS)
    def approve(self, which, name, reason):
        for request in self.requests(which):
            self.attempt(actions.approve, request, user=self.person(name), reason=reason)

    @rule(which=WHICH, name=HEADS)
    def approve_as_the_leading_group(self, which, name):
        self.approve(which, name, world.WHY)

    @rule(which=WHICH, name=PEOPLE, reason=REASONS)
    def forward(self, which, name, reason):
        for request in self.requests(which):
            self.attempt(actions.forward, request, user=self.person(name), reason=reason)

    @rule(which=WHICH, name=REVIEWERS)
    def review(self, which, name):
        self.forward(which, name, world.WHY)
        self.approve(which, name, world.WHY)

    @rule(kind=KINDS, filer=FILERS, reviewer=REVIEWERS, head=HEADS, number=st.integers(1, 3))
    def go_the_right_way(self, kind, filer, reviewer, head, number):
        """One after the other; of people with two posts some may only do one of these."""
        self.file(kind, filer, number)
        self.review(0, reviewer)
        self.approve(0, head, world.WHY)

    @rule(which=WHICH, name=PEOPLE, reason=REASONS)
    def refuse(self, which, name, reason):
        for request in self.requests(which):
            self.attempt(actions.refuse, request, user=self.person(name), reason=reason)

    @rule(which=WHICH, name=PEOPLE, reason=REASONS)
    def give_back(self, which, name, reason):
        for request in self.requests(which):
            self.attempt(actions.return_request, request, user=self.person(name), reason=reason)

    @rule(which=WHICH, name=PEOPLE)
    def complete(self, which, name):
        for request in self.requests(which):
            user = self.person(name)
            self.attempt(actions.change_request, request, user=user, purpose=label("purpose"))
            self.attempt(actions.submit_request, request, user=user)

    @rule(which=WHICH, name=PEOPLE)
    def withdraw(self, which, name):
        for request in self.requests(which):
            self.attempt(actions.withdraw, request, user=self.person(name))

    @rule(which=WHICH, name=PEOPLE, reason=REASONS)
    def ask_for_a_roll_back(self, which, name, reason):
        for request in self.requests(which):
            self.attempt(actions.ask_roll_back, request, user=self.person(name), reason=reason)

    @rule(which=WHICH, name=PEOPLE, is_approved=st.booleans())
    def decide_a_roll_back(self, which, name, is_approved):
        for request in self.requests(which):
            self.attempt(
                actions.decide_roll_back,
                request,
                user=self.person(name),
                reason=world.WHY,
                is_approved=is_approved,
            )

    @rule(which=WHICH)
    def roll_back_as_meant(self, which):
        self.ask_for_a_roll_back(which, "reviewer", world.WHY)
        self.decide_a_roll_back(which, "head", True)
