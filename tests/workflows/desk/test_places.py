"""The way from a place in a page to where its form shows it."""

import pytest
from django.urls import reverse

from tests.factories import make_column, make_home, make_item
from workflows.desk.places import marks, place_address

BODY = [{"type": "quote", "value": {"text": "Words.", "source": ""}}]


@pytest.fixture
def page(db):
    return make_item(make_column(make_home()), is_live=False, body=BODY)


def address_of(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def shown(page, path):
    return place_address(page, path).removeprefix(f"{address_of(page)}#:w:contentpath=")


def test_a_field_is_led_to(page):
    assert shown(page, "summary") == "summary"


def test_a_part_of_a_field_leads_to_the_field(page):
    assert shown(page, "summary.link.1") == "summary"


def test_a_part_of_a_file_leads_to_the_field(page):
    assert shown(page, "picture.alt") == "picture"


def test_a_field_of_a_block_is_led_to(page):
    path = f"body.{page.body[0].id}.text"
    assert shown(page, path) == path


def test_what_lies_below_a_field_of_a_block_leads_to_that(page):
    path = f"body.{page.body[0].id}.text"
    assert shown(page, f"{path}.link.2") == path


def test_a_block_that_is_gone_leads_to_its_stream(page):
    assert shown(page, "body.gone.text") == "body"


@pytest.mark.parametrize("path", ["", "nonsense", "nonsense.more"])
def test_what_the_form_does_not_know_leads_to_the_form(page, path):
    assert place_address(page, path) == address_of(page)


def test_a_mark_may_be_a_mere_path(page):
    assert marks(page, ["summary"])[0].label == "summary"


def test_a_mark_is_called_by_its_label(page):
    assert marks(page, [{"path": "summary", "label": "Summary"}])[0].label == "Summary"


def test_from_the_form_itself_a_place_has_another_address(page):
    assert place_address(page, "summary", from_form=True).startswith(f"{address_of(page)}?")
