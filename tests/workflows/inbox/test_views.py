"""One item: who reads it, what it shows, and what a decision does."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import gettext

from tests.factories import make_document, make_member, stored
from tests.visits import links, sign_in
from tests.workflows.inbox.screens import (
    decide,
    draft,
    filled,
    live,
    open_item,
    open_list,
    send,
    titles,
)
from units.enums import Role
from workflows.enums import LedgerAction, Stage, SubmissionState
from workflows.models import Decision, LedgerEntry
from workflows.stages.actions import submit_page

READERS = ("leader", "editor", "reviewer", "secrecy", "it", "group", "superuser")
SECRET = [{"type": "paragraph", "value": "<p>Identity card 11010519491231002X of a citizen.</p>"}]


def attached(document):
    return [{"type": "attachment", "value": {"document": document.pk, "title": ""}}]


def grave(world):
    """Return the leader's stage of an article with a finding that needs a reason."""
    page = draft(world, body=SECRET)
    submit_page(
        page,
        user=world.people["editor"],
        signs_accuracy=True,
        override_reason="The person agreed.",
    )
    return world.state(page)


# Who reads


@pytest.mark.parametrize("name", READERS)
def test_people_concerned_read_an_item(world, waiting, name):
    assert open_item(world.client(name), waiting).status_code == 200


def test_the_inspector_reads_an_item(world, waiting):
    assert open_item(sign_in(make_member(Role.INSPECTOR)), waiting).status_code == 200


@pytest.mark.parametrize("name", ["far_leader", "far_editor"])
def test_people_of_another_unit_find_no_item(world, waiting, name):
    assert open_item(world.client(name), waiting).status_code == 404


@pytest.mark.parametrize("name", ["far_leader", "far_editor"])
def test_people_of_another_unit_find_no_preview(world, waiting, name):
    address = reverse("approval_preview", args=[waiting.pk])

    assert world.client(name).get(address).status_code == 404


def test_whoever_may_decide_gets_the_form(world, waiting):
    assert open_item(world.client("leader"), waiting).context["form"] is not None


@pytest.mark.parametrize("name", ["editor", "reviewer", "secrecy", "it", "group", "superuser"])
def test_others_read_without_the_form(world, waiting, name):
    assert open_item(world.client(name), waiting).context["form"] is None


def test_opening_an_item_writes_nothing(world, waiting):
    client = world.client("leader")
    client.get(reverse("approval_inbox"))

    with CaptureQueriesContext(connection) as queries:
        open_item(client, waiting)

    assert [q["sql"] for q in queries if not q["sql"].startswith("SELECT")] == []


def test_the_browser_tells_that_it_was_opened(world, waiting):
    world.client("leader").post(reverse("approval_seen", args=[waiting.pk]))

    seen = LedgerEntry.objects.filter(action=LedgerAction.SEEN)
    assert [entry.actor for entry in seen] == [world.people["leader"]]


def test_the_preview_is_kept_by_nobody(world, waiting):
    answer = world.client("leader").get(reverse("approval_preview", args=[waiting.pk]))

    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]


# What is shown


def test_a_first_publication_shows_the_whole_text(world, waiting):
    item = open_item(world.client("leader"), waiting).context["item"]

    assert "A new bridge" in {p.path: p.html for p in item.passages}["title"]


def test_a_public_page_shows_what_changes(world):
    page = live(world, title="Old words")
    world.submit(world.change(page, "New words"))

    item = open_item(world.client("leader"), world.state(page)).context["item"]

    assert [change.path for change in item.changes] == ["title"]


def test_what_changes_is_marked_in_the_text(world):
    page = live(world, title="Old words")
    world.submit(world.change(page, "New words"))

    answer = open_item(world.client("leader"), world.state(page))

    assert '<span class="addition">New</span>' in answer.content.decode()


def test_a_field_without_a_panel_is_shown_when_it_changes(world):
    page = live(world)
    changed = page.get_latest_revision_as_object()
    changed.source_id = "another"
    changed.save_revision(user=world.people["editor"])
    world.submit(page)

    item = open_item(world.client("leader"), world.state(page)).context["item"]

    assert [change.path for change in item.changes] == ["source_id"]


def test_a_finding_is_shown_in_its_surroundings(world):
    item = open_item(world.client("leader"), grave(world)).context["item"]

    (finding,) = item.findings
    assert (finding.before, finding.excerpt) == ("Identity card ", "11010519491231002X")


def test_attachments_lead_to_their_files(world):
    document = make_document(title="The plan")
    page = draft(world, attachments=attached(document))
    world.submit(page)

    answer = open_item(world.client("leader"), world.state(page))

    assert [file.document for file in answer.context["item"].files] == [document]
    assert document.url in links(answer)


def test_earlier_opinions_are_shown_with_the_new_text(world, waiting):
    page = waiting.submission.page
    world.send_back(page, "leader", opinion="Name the street.")
    world.submit(world.change(page, "A new bridge over the river"))

    item = open_item(world.client("leader"), world.state(page)).context["item"]

    assert [decision.opinion for decision in item.decisions] == ["Name the street."]


# Deciding


def test_an_approval_goes_to_the_next_stage(world, waiting):
    decide(world.client("leader"), waiting)

    assert world.state(waiting.submission.page).stage == Stage.OFFICE


def test_three_approvals_make_the_page_public(world, waiting):
    page = waiting.submission.page
    for name in ("leader", "reviewer", "secrecy"):
        decide(world.client(name), world.state(page))

    assert stored(page).live


def test_the_decision_knows_when_the_text_was_shown(world, waiting):
    decide(world.client("leader"), waiting)

    decision = Decision.objects.get()
    assert decision.seen_at is not None
    assert decision.seen_at <= decision.decided_at


def test_a_return_needs_an_opinion(world, waiting):
    answer = decide(world.client("leader"), waiting, "returned", opinion=" ")

    assert "opinion" in answer.context["form"].errors
    assert not Decision.objects.exists()


def test_a_return_gives_the_text_back(world, waiting):
    decide(world.client("leader"), waiting, "returned", opinion="Say when.")

    waiting.submission.refresh_from_db()
    assert waiting.submission.state == SubmissionState.RETURNED


def test_marked_places_go_to_the_author_by_name(world, waiting):
    decide(world.client("leader"), waiting, "returned", marked_places=["title"])

    label = open_item(world.client("leader"), waiting).context["item"].places["title"]
    assert Decision.objects.get().marked_places == [{"path": "title", "label": label}]


@pytest.mark.parametrize(
    ("missing", "value"), [("checked_classes", ["barred"]), ("signs_accuracy", "")]
)
def test_an_approval_needs_every_tick(world, waiting, missing, value):
    answer = decide(world.client("leader"), waiting, **{missing: value})

    assert missing in answer.context["form"].errors
    assert not Decision.objects.exists()


def test_a_grave_finding_needs_the_reviewer_s_own_reason(world):
    state = grave(world)

    answer = decide(world.client("leader"), state, confirmed="1")

    assert "override_reason" in answer.context["form"].errors


def test_approving_in_spite_of_findings_asks_once_more(world):
    state = grave(world)

    answer = decide(world.client("leader"), state, override_reason="Agreed.")

    assert "workflows/inbox/confirm.html" in [used.name for used in answer.templates]
    assert not Decision.objects.exists()


def test_the_confirmed_approval_is_carried_out(world):
    state = grave(world)

    decide(world.client("leader"), state, override_reason="Agreed.", confirmed="1")

    assert Decision.objects.get().override_reason == "Agreed."


@pytest.mark.parametrize("name", ["editor", "reviewer", "secrecy", "it", "group", "superuser"])
def test_nobody_else_decides(world, waiting, name):
    data = filled(world.client("leader"), waiting, "approved")

    assert send(world.client(name), waiting, data).status_code == 403
    assert not Decision.objects.exists()


def test_the_inspector_decides_nothing(world, waiting):
    data = filled(world.client("leader"), waiting, "approved")

    assert send(sign_in(make_member(Role.INSPECTOR)), waiting, data).status_code == 403


@pytest.mark.parametrize("name", ["far_leader", "far_editor"])
def test_people_of_another_unit_find_nothing_to_decide(world, waiting, name):
    data = filled(world.client("leader"), waiting, "approved")

    assert send(world.client(name), waiting, data).status_code == 404


def test_another_text_than_the_one_shown_is_refused_kindly(world, waiting):
    answer = decide(world.client("leader"), waiting, digest="0" * 64)

    assert answer.status_code == 409
    assert reverse("approval_item", args=[waiting.pk]) in links(answer)
    assert not Decision.objects.exists()


def test_a_second_decision_is_told_where_the_text_stands(world, waiting):
    data = filled(world.client("leader"), waiting, "approved")
    send(world.client("leader"), waiting, data)

    answer = send(world.client("leader"), waiting, data)

    newest = world.state(waiting.submission.page)
    assert answer.status_code == 409
    assert reverse("approval_item", args=[newest.pk]) in links(answer)
    assert Decision.objects.count() == 1


def test_a_text_that_was_changed_under_review_has_no_form(world, waiting):
    world.change(waiting.submission.page, "Changed behind the gate’s back")

    assert open_item(world.client("leader"), waiting).context["form"] is None


# What comes next


def test_after_a_decision_the_next_item_opens(world, waiting):
    page = draft(world, title="Another")
    world.submit(page)

    answer = decide(world.client("leader"), waiting)

    assert answer.url == reverse("approval_item", args=[world.state(page).pk])


def test_after_the_last_decision_the_inbox_is_empty(world, waiting):
    answer = decide(world.client("leader"), waiting)

    assert answer.url == reverse("approval_inbox")
    assert titles(open_list(world.client("leader"))) == []


def test_the_next_item_is_of_the_same_filters(world, waiting):
    page = draft(world, title="Another")
    world.submit(page)

    answer = decide(world.client("leader"), waiting, query="?q=bridge")

    assert answer.url == reverse("approval_inbox")


def test_a_message_says_what_was_done_and_what_is_left(world, waiting):
    world.submit(draft(world, title="Another"))

    answer = send(
        world.client("leader"), waiting, filled(world.client("leader"), waiting, "approved")
    )

    shown = [str(message) for message in world.client("leader").get(answer.url).context["messages"]]
    assert gettext("%(count)d more waits for you.") % {"count": 1} in shown[0]


# Sending it elsewhere


@pytest.mark.parametrize("name", ["it", "group"])
def test_those_above_send_a_text_to_the_other_office(world, name):
    page = draft(world)
    state = world.to_stage(page, Stage.OFFICE)

    world.client(name).post(reverse("approval_reroute", args=[state.pk]), {"reason": "Party."})

    assert world.state(page).role == Role.PARTY_OFFICE


def test_sending_elsewhere_needs_a_reason(world):
    page = draft(world)
    state = world.to_stage(page, Stage.OFFICE)

    answer = world.client("it").post(reverse("approval_reroute", args=[state.pk]), {"reason": ""})

    assert "reason" in answer.context["form"].errors
    assert world.state(page).role == Role.GOVERNMENT_OFFICE


@pytest.mark.parametrize("name", ["reviewer", "secrecy", "leader", "superuser"])
def test_others_do_not_send_it_elsewhere(world, name):
    state = world.to_stage(draft(world), Stage.OFFICE)

    assert world.client(name).get(reverse("approval_reroute", args=[state.pk])).status_code == 403
