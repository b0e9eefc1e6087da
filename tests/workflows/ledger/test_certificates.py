"""Certificates: what the public is told, what staff read, and what an altered copy is worth."""

import pytest
from django.urls import reverse

from tests.factories import stored
from tests.visits import sign_in, visit
from tests.workflows.ledger.tampering import lift_guard
from tests.workflows.world import make_world
from workflows.gate.certificates import fixtures, revoke
from workflows.ledger.examination import Examination, PublicText, Standing, find_by_code
from workflows.models import Certificate, Decision

pytestmark = [pytest.mark.django_db, pytest.mark.real_gate]


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def page(world):
    """A page that three people have approved, and that is public."""
    return world.publish(world.draft())


@pytest.fixture
def certificate(page):
    return Certificate.objects.get(page_id=page.pk)


def examine(certificate):
    return Examination(Certificate.objects.get(pk=certificate.pk))


def alter(model, pk, **values):
    """Change a stored row the way somebody does who owns the database."""
    lift_guard()
    model.objects.filter(pk=pk).update(**values)


def address(certificate):
    return reverse("certificate", args=(certificate.code,))


def test_an_issued_certificate_is_valid(certificate):
    assert examine(certificate).standing == Standing.VALID


def test_what_is_public_is_the_certified_text(certificate):
    assert examine(certificate).public_text == PublicText.SAME


def test_another_public_text_is_told_apart(certificate, page):
    with fixtures():
        page.title = "Another title"
        page.save_revision().publish()
    assert examine(certificate).public_text == PublicText.OTHER


def test_a_withdrawn_page_is_not_public(certificate, page):
    stored(page).unpublish()
    assert examine(certificate).public_text == PublicText.NOTHING


def test_a_revoked_certificate_is_revoked(certificate, world):
    revoke(certificate, person=world.people["group"], reason="Wrong")
    assert examine(certificate).standing == Standing.REVOKED


@pytest.mark.parametrize(
    "change",
    [{"digest": "a" * 64}, {"page_title": "Another"}, {"page_id": 1}, {"key": "k"}],
)
def test_an_altered_certificate_is_found(certificate, change):
    alter(Certificate, certificate.pk, **change)
    assert examine(certificate).standing == Standing.ALTERED


def test_a_certificate_with_another_code_is_found(certificate):
    alter(Certificate, certificate.pk, code="ACDE-FGHJ-KMNP-QRTU")
    assert examine(certificate).standing == Standing.ALTERED


@pytest.mark.parametrize(
    "change", [{"opinion": "Never said"}, {"digest": "a" * 64}, {"role": "leading_group"}]
)
def test_a_certificate_on_an_altered_decision_is_found(certificate, change):
    decision = certificate.submission.decisions.first()
    alter(Decision, decision.pk, **change)
    assert examine(certificate).standing == Standing.ALTERED


def test_a_decision_given_to_another_person_is_found(certificate, world):
    decision = certificate.submission.decisions.first()
    alter(Decision, decision.pk, person=world.people["group"])
    assert examine(certificate).standing == Standing.ALTERED


def test_a_certificate_that_lost_a_decision_is_found(certificate):
    lift_guard()
    certificate.submission.decisions.first().delete()
    assert examine(certificate).standing == Standing.ALTERED


def test_a_code_is_found_however_it_is_typed(certificate):
    assert find_by_code(f" {certificate.code.lower().replace('-', ' ')} ") == certificate


def test_the_public_page_names_title_and_unit(certificate, world):
    text = visit(address(certificate)).content.decode()
    assert certificate.page_title in text and world.unit.name in text


def test_the_public_page_shows_the_digest(certificate):
    assert certificate.digest in visit(address(certificate)).content.decode()


def test_the_public_page_names_no_person(certificate, world):
    text = visit(address(certificate)).content.decode()
    assert not [p for p in world.people.values() if p.get_full_name() in text]


def test_the_public_page_is_not_stored(certificate):
    assert "no-store" in visit(address(certificate)).headers["Cache-Control"]


def test_the_public_page_is_the_same_for_staff(certificate, world):
    told = visit(address(certificate), client=sign_in(world.people["secrecy"]))
    assert told.content == visit(address(certificate)).content


def test_of_a_revoked_certificate_the_title_is_not_told(certificate, world):
    revoke(certificate, person=world.people["group"], reason="Wrong")
    response = visit(address(certificate))
    assert certificate.page_title not in response.content.decode()


def test_a_revoked_certificate_says_since_when(certificate, world):
    revoke(certificate, person=world.people["group"], reason="Wrong")
    examination = visit(address(certificate)).context["examination"]
    assert examination.revocation.at is not None


def test_an_unknown_code_is_answered_404(db, world):
    assert visit(reverse("certificate", args=("ACDE-FGHJ-KMNP-QRTU",))).status_code == 404


def test_a_code_in_other_letters_leads_to_the_one_address(certificate):
    response = visit(reverse("certificate", args=(certificate.code.lower(),)))
    assert response.headers["Location"] == address(certificate)


def test_the_form_leads_to_the_certificate(certificate):
    response = visit(reverse("certificate_check") + f"?code={certificate.code}")
    assert response.headers["Location"] == address(certificate)


def test_the_form_answers_404_for_an_unknown_code(world):
    response = visit(reverse("certificate_check") + "?code=nonsense")
    assert response.status_code == 404


def test_the_form_is_shown_without_a_code(world):
    assert visit(reverse("certificate_check")).status_code == 200


def test_a_code_is_never_posted(certificate):
    assert visit(address(certificate), method="post").status_code == 405


def test_the_number_of_queries_for_an_unknown_code(world, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        visit(reverse("certificate", args=("ACDE-FGHJ-KMNP-QRTU",)))


@pytest.mark.parametrize("name", ["editor", "leader", "reviewer", "secrecy", "it", "group"])
def test_the_whole_sheet_is_read_by_those_concerned(certificate, world, name):
    response = world.client(name).get(reverse("certificate_whole", args=(certificate.pk,)))
    assert world.people["secrecy"].get_full_name() in response.content.decode()


def test_the_whole_sheet_is_not_read_in_another_unit(certificate, world):
    response = world.client("far_editor").get(reverse("certificate_whole", args=(certificate.pk,)))
    assert response.status_code == 403


def test_the_whole_sheet_is_found_by_its_code(certificate, world):
    address = reverse("certificate_of_code", args=(certificate.code,))
    assert world.client("leader").get(address).context["certificate"] == certificate


def test_the_whole_sheet_of_an_unknown_code_is_not_found(world):
    address = reverse("certificate_of_code", args=("ACDE-FGHJ-KMNP-QRTU",))
    assert world.client("leader").get(address).status_code == 404


def test_structure_certificates_are_read_by_the_offices_only(world):
    structure = Certificate.objects.exclude(pk__in=[]).filter(submission=None).first()
    address = reverse("certificate_whole", args=(structure.pk,))
    found = [world.client(name).get(address).status_code for name in ("it", "leader")]
    assert found == [200, 403]
