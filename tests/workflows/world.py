"""A city of two units with everybody who has a part in approvals."""

from dataclasses import dataclass, field

from django.contrib.auth.models import Group, Permission
from lxml import html
from wagtail.models import GroupPagePermission

from content.models import ArticlePage, ColumnPage
from tests.factories import (
    make_column,
    make_home,
    make_item,
    make_member,
    make_person,
    make_superuser,
    make_unit,
    number,
    stored,
)
from tests.visits import sign_in
from units.access import ensure_unit_groups
from units.enums import Role, System
from units.models import Unit, User
from units.people.actions import add_member
from workflows.enums import Stage, Verdict
from workflows.gate.certificates import fixtures
from workflows.models import StageState
from workflows.screening.enums import ProhibitedClass
from workflows.stages.actions import decide, submit_page

ACTORS = ("superuser", "publisher", "editor", "reviewer")
PLAIN = [{"type": "paragraph", "value": "<p>Plain words for everybody.</p>"}]
PLAIN_FIELDS = {"body": PLAIN, "subject_class": System.GOVERNMENT}
EMPTY_STREAMS = {"body-count": "0", "attachments-count": "0"}
BY_HAND = ("publish_page", "lock_page", "unlock_page", "bulk_delete_page")


@dataclass
class World:
    """What the tests of the gate act in; ``clients`` are the browsers of the people, by name."""

    unit: Unit
    other: Unit
    home: object
    column: ColumnPage
    other_column: ColumnPage
    people: dict[str, User]
    clients: dict[str, object] = field(default_factory=dict)

    def client(self, name):
        """Return the browser of a person, the same one each time."""
        if name not in self.clients:
            self.clients[name] = sign_in(self.people[name])
        return self.clients[name]

    def draft(self, column=None, **values):
        """Return an article that has never been public, written by the editor."""
        page = make_item(column or self.column, is_live=False, **PLAIN_FIELDS | values)
        page.save_revision(user=self.people["editor"])
        return stored(page)

    def live(self, column=None, **values):
        """Return an article that is public from the start."""
        with fixtures():
            page = make_item(column or self.column, **PLAIN_FIELDS | values)
        return stored(page)

    def change(self, page, title="Changed"):
        """Let the editor write another title; return the page as it is stored."""
        newest = stored(page).get_latest_revision_as_object()
        newest.title = title
        newest.save_revision(user=self.people["editor"])
        return stored(page)

    def submit(self, page, person="editor"):
        return submit_page(stored(page), user=self.people[person], signs_accuracy=True)

    def state(self, page):
        """Return the stage that a page waits at."""
        return StageState.objects.get(submission__page=page, closed_at=None)

    def approve(self, page, person):
        """Let somebody approve what a page waits for, having read what stands there now."""
        return approve(self.state(page), self.people[person])

    def send_back(self, page, person, **values):
        """Let somebody return what a page waits for."""
        state = self.state(page)
        return decide(
            state,
            user=self.people[person],
            verdict=Verdict.RETURNED,
            seen_digest=state.digest,
            **{"opinion": "The date is wrong."} | values,
        )

    def to_stage(self, page, stage):
        """Submit a page and approve it until it waits at a stage."""
        self.submit(page)
        for passed, person in ((Stage.LEADER, "leader"), (Stage.OFFICE, "reviewer")):
            if stage == passed:
                break
            self.approve(page, person)
        return self.state(page)

    def publish(self, page):
        """Take a page through all three approvals; return it as it is stored."""
        self.to_stage(page, Stage.SECRECY)
        self.approve(page, "secrecy")
        return stored(page)

    def form(self, page, **values):
        """Return what the form of the editor's view holds, with other values."""
        answer = self.client("superuser").get(f"/admin/pages/{page.pk}/edit/")
        return {**fields_of(answer), **values}


def approve(state, person, **values):
    """Let a person approve a stage, having read and checked all that is asked for."""
    options = {
        "verdict": Verdict.APPROVED,
        "seen_digest": state.digest,
        "checked_classes": ProhibitedClass.values,
        "signs_accuracy": True,
    }
    return decide(state, user=person, **options | values)


def fields_of(response, form_id="page-edit-form"):
    """Return what a form of a page of the admin would send, its buttons left out.

    The blocks of a body are made by script: here there are none.
    """
    form = html.fromstring(response.content.decode()).get_element_by_id(form_id)
    sent = {name: value for name, value in form.form_values() if name != "csrfmiddlewaretoken"}
    return sent | EMPTY_STREAMS


def make_world():
    """Return two units of the government's system and everybody who reads and decides."""
    with fixtures():
        unit, other = (make_unit(f"{name}{number()}") for name in ("own", "far"))
        homes = {one: make_home(one) for one in (unit, other)}
        ensure_unit_groups(homes)
        column, other_column = (make_column(homes[one]) for one in (unit, other))
    people = {
        "superuser": make_superuser(),
        "editor": make_member(Role.EDITOR, unit),
        "leader": make_member(Role.LEADER, unit, is_principal=True),
        "reviewer": make_member(Role.GOVERNMENT_OFFICE),
        "party": make_member(Role.PARTY_OFFICE),
        "secrecy": make_member(Role.SECRECY),
        "it": make_member(Role.IT_OFFICE),
        "group": make_member(Role.LEADING_GROUP),
        "far_editor": make_member(Role.EDITOR, other),
        "far_leader": make_member(Role.LEADER, other, is_principal=True),
    }
    assert unit.system == System.GOVERNMENT
    people["publisher"] = make_publisher(unit, homes[unit])
    return World(unit, other, homes[unit], column, other_column, people)


def make_publisher(unit, home):
    """Return an editor to whom somebody has granted, by hand, all that Wagtail has to grant."""
    person = make_person()
    add_member(person, Role.EDITOR, unit=unit)
    group = Group.objects.create(name=f"by hand {number()}")
    for codename in BY_HAND:
        right = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
        GroupPagePermission.objects.create(group=group, page=home, permission=right)
    workflow_rights = Permission.objects.filter(
        content_type__app_label="wagtailcore",
        content_type__model__in=("workflow", "task", "site", "locale"),
    )
    group.permissions.add(*workflow_rights)
    person.groups.add(group)
    return User.objects.get(pk=person.pk)


def article(title="An article"):
    """Return an article that is nowhere yet."""
    return ArticlePage(title=title, slug=f"article{number()}", body=PLAIN)
