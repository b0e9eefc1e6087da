"""Service guides: their required elements and what lists say of them."""

import pytest

from content.templatetags.content_tags import icon
from search.models import PublishedItem
from services.enums import LifeEvent
from services.models import ServicePage
from tests.factories import make_column, make_document, make_home, make_item, make_unit
from tests.visits import links, visit

pytestmark = pytest.mark.django_db

FACTS = {
    "audience": "Parents of a child of six",
    "outcome": "A place at a school",
    "basis": "Compulsory Education Law",
    "conditions": "The child lives in the city",
    "place": "Hall 2, window 7",
    "hours": "9 to 17",
    "fee": "Free of charge",
    "legal_time_limit": "20 working days",
    "promised_time_limit": "5 working days",
    "result": "Notice of admission",
    "phone": "0797-1234567",
    "complaint_phone": "0797-7654321",
}


@pytest.fixture
def column():
    return make_column(make_home(make_unit("alpha")), "services", layout="services")


@pytest.fixture
def guide(column):
    """A guide with every element filled in."""
    form = make_document(title="Application form")
    material = {"name": "Birth certificate", "original_copies": 1, "copies": 2, "note": "Bring it"}
    return make_item(
        column,
        ServicePage,
        title="School enrolment",
        life_event="education",
        handling_url="https://services.example.org/enrol",
        steps=[("step", "Fill in the form"), ("step", "Hand it in")],
        materials=[("material", {**material, "form": form})],
        **FACTS,
    )


def test_guide_shows_all_its_elements(guide):
    html = visit(guide.full_url).content.decode()

    assert [fact for fact in FACTS.values() if fact not in html] == []


def test_guide_shows_its_steps_in_order(guide):
    html = visit(guide.full_url).content.decode()

    assert 0 < html.index("Fill in the form") < html.index("Hand it in")


def test_guide_lists_its_materials_with_their_forms(guide):
    response = visit(guide.full_url)

    assert "Birth certificate" in response.content.decode()
    assert any("/documents/" in link for link in links(response))


def test_guide_leads_to_the_transaction_itself(guide):
    assert "https://services.example.org/enrol" in links(visit(guide.full_url))


def test_guide_without_elements_shows_no_blanks(column):
    html = visit(make_item(column, ServicePage).full_url).content.decode()

    assert "None" not in html


def test_list_knows_what_it_shows_of_a_guide(guide):
    row = PublishedItem.objects.get(page_id=guide.pk)

    assert row.theme == "education"
    assert row.details == {
        "audience": FACTS["audience"],
        "promised_time": FACTS["promised_time_limit"],
        "fee": FACTS["fee"],
        "handling_url": "https://services.example.org/enrol",
    }


@pytest.mark.parametrize(
    "words",
    [
        FACTS["audience"],
        FACTS["outcome"],
        FACTS["conditions"],
        "Fill in the form",
        "Birth certificate",
    ],
)
def test_words_of_the_elements_are_found(guide, words):
    assert words in PublishedItem.objects.get(page_id=guide.pk).text


@pytest.mark.parametrize("event", LifeEvent)
def test_life_event_has_a_drawing_of_its_own(event):
    assert icon(event.value) != icon("nothing of that name")


def test_draft_guide_is_not_listed(column):
    page = make_item(column, ServicePage, is_live=False)

    assert not PublishedItem.objects.filter(page_id=page.pk).exists()
