"""The check list before a text is sent, and the sending."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_image, make_member, stored
from tests.visits import sign_in
from units.enums import Role, System
from units.models import Membership
from workflows.enums import Stage, SubmissionState
from workflows.models import Submission
from workflows.screening.enums import Severity

ID_CARD = "110101199003072316"


@pytest.fixture
def draft(world):
    return world.draft(subject_class=System.GOVERNMENT)


def address_of(page):
    return reverse("approval_submit", args=[page.pk])


def look(world, page, person="editor"):
    return world.client(person).get(address_of(page))


def send(world, page, person="editor", **values):
    """Send a text the way the form does it, without any script."""
    common = {"revision": stored(page).latest_revision_id, "signs_accuracy": "on"}
    return world.client(person).post(address_of(page), common | values)


def test_a_finished_text_lacks_nothing(world, draft):
    answer = look(world, draft)
    assert (answer.context["missing"], answer.context["highlights"]) == ([], [])


def test_what_is_missing_leads_to_its_field(world):
    page = world.draft(subject_class=System.GOVERNMENT, is_statistics=True)
    (missing,) = look(world, page).context["missing"]
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert missing.url == f"{edit}#:w:contentpath=release_approval"


def test_what_is_missing_hides_the_letter(world):
    page = world.draft(subject_class="")
    assert b'name="signs_accuracy"' not in look(world, page).content


def test_a_picture_without_rights_leads_to_its_block(world):
    picture = make_image(world.unit)
    type(picture).objects.update(rights="")
    body = [{"type": "image", "value": {"image": picture.pk, "caption": ""}}]
    page = world.draft(subject_class=System.GOVERNMENT, body=body)
    (missing,) = look(world, page).context["missing"]
    block = page.get_latest_revision_as_object().body[0]
    assert f"contentpath=body.{block.id}" in missing.url


def test_a_finding_is_shown_in_its_words_with_the_way_there(world):
    page = world.draft(subject_class=System.GOVERNMENT, summary=f"The card {ID_CARD} of somebody.")
    (highlight,) = look(world, page).context["highlights"]
    assert highlight.found.before == "The card "
    assert highlight.found.excerpt == ID_CARD
    assert highlight.url.endswith("#:w:contentpath=summary")


def test_the_posts_that_decide_are_named_with_their_people(world, draft):
    reviewers = look(world, draft).context["reviewers"]
    names = [world.people[name].get_full_name() for name in ("leader", "reviewer", "secrecy")]
    assert [one.people for one in reviewers] == [[name] for name in names]


def test_the_class_leads_to_the_party_s_office(world):
    page = world.draft(subject_class=System.PARTY)
    reviewers = look(world, page).context["reviewers"]
    assert reviewers[1].people == [world.people["party"].get_full_name()]


def test_a_vacant_post_is_named(world, draft):
    Membership.objects.filter(role=Role.SECRECY).delete()
    assert len(look(world, draft).context["vacancies"]) == 1


def test_a_vacant_post_refuses_the_text(world, draft):
    Membership.objects.filter(role=Role.SECRECY).delete()
    assert send(world, draft).context["form"].non_field_errors()
    assert not Submission.objects.exists()


def test_sending_leads_to_the_progress(world, draft):
    answer = send(world, draft)
    assert answer.url == reverse("approval_progress", args=[draft.pk])
    assert Submission.objects.get().state == SubmissionState.IN_REVIEW


def test_the_letter_is_kept(world, draft):
    happened = timezone.localtime().replace(second=0, microsecond=0)
    happened -= datetime.timedelta(hours=3)
    sent = {
        "note": "Please look at the table.",
        "happened_at": happened.strftime("%Y-%m-%dT%H:%M"),
        "is_fast": "on",
        "fast_reason": "A flood.",
    }
    send(world, draft, **sent)
    kept = Submission.objects.get()
    assert (kept.note, kept.happened_at, kept.is_fast, kept.fast_reason) == (
        "Please look at the table.",
        happened,
        True,
        "A flood.",
    )


def test_the_time_of_the_event_is_taken_from_the_draft(world):
    happened = timezone.localtime().replace(microsecond=0) - datetime.timedelta(days=1)
    page = world.draft(subject_class=System.GOVERNMENT, happened_at=happened)
    shown = look(world, page).context["form"]["happened_at"].value()
    assert timezone.make_aware(shown) == happened


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"signs_accuracy": ""}, "signs_accuracy"),
        ({"is_fast": "on"}, "fast_reason"),
        ({"happened_at": "2999-01-01T00:00"}, "happened_at"),
        ({"happened_at": "yesterday"}, "happened_at"),
    ],
)
def test_what_the_letter_lacks_is_said_at_its_field(world, draft, values, field):
    answer = send(world, draft, **values)
    assert list(answer.context["form"].errors) == [field]
    assert not Submission.objects.exists()


def test_a_grave_finding_asks_for_a_reason(world):
    page = world.draft(subject_class=System.GOVERNMENT, summary=f"The card {ID_CARD}.")
    assert list(send(world, page).context["form"].errors) == ["override_reason"]


def test_a_grave_finding_with_a_reason_is_sent(world):
    page = world.draft(subject_class=System.GOVERNMENT, summary=f"The card {ID_CARD}.")
    send(world, page, override_reason="A sample number.")
    kept = Submission.objects.get()
    assert (kept.severity, kept.override_reason) == (Severity.HIGH, "A sample number.")


def test_what_is_kept_of_the_findings_holds_no_number(world):
    page = world.draft(subject_class=System.GOVERNMENT, summary=f"The card {ID_CARD}.")
    send(world, page, override_reason="A sample number.")
    assert ID_CARD not in str(Submission.objects.get().findings)


def test_an_incomplete_text_is_refused_by_hand_too(world):
    page = world.draft(subject_class=System.GOVERNMENT, is_normative=True)
    assert send(world, page).context["missing"]
    assert not Submission.objects.exists()


def test_a_text_that_somebody_changed_meanwhile_is_shown_again(world, draft):
    seen = stored(draft).latest_revision_id
    world.change(draft)
    answer = send(world, draft, revision=seen)
    assert answer.context["form"].non_field_errors()
    assert not Submission.objects.exists()


def test_a_text_in_review_leads_to_its_progress(world, draft):
    world.submit(draft)
    assert look(world, draft).url == reverse("approval_progress", args=[draft.pk])


@pytest.mark.parametrize("person", ["far_editor", "far_leader", "reviewer", "party"])
def test_others_are_refused(world, draft, person):
    assert look(world, draft, person).status_code == 403
    assert send(world, draft, person).status_code == 403


def test_nothing_of_the_text_is_in_the_refusal(world):
    page = world.draft(subject_class=System.GOVERNMENT, title="Confidential heading")
    assert b"Confidential heading" not in look(world, page, "far_editor").content


def test_an_unknown_page_is_not_found(world):
    address = reverse("approval_submit", args=[987654])
    assert world.client("editor").get(address).status_code == 404


def test_what_is_not_gated_is_refused(world):
    root = world.home.get_root()
    assert look(world, root, "superuser").status_code == 403


def test_the_check_list_is_kept_by_nobody(world, draft):
    assert "no-store" in look(world, draft)["Cache-Control"]


def test_a_returned_text_goes_on_where_it_was_returned(world, draft):
    world.to_stage(draft, Stage.OFFICE)
    world.send_back(draft, "reviewer")
    send(world, draft)
    assert world.state(draft).stage == Stage.OFFICE


def test_more_reviewers_cost_no_more_queries(world, draft, django_assert_num_queries):
    look(world, draft)
    with CaptureQueriesContext(connection) as few:
        look(world, draft)
    for _colleague in range(5):
        make_member(Role.SECRECY)
    with django_assert_num_queries(len(few)):
        look(world, draft)


def test_the_principal_leader_may_send_what_he_may_edit_only(world, draft):
    operator = make_member(Role.OPERATOR, world.unit)
    assert sign_in(operator).get(address_of(draft)).status_code == 403
