"""What is public and was not approved is found, whatever way it got there."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tests.factories import make_person, stored
from tests.workflows.triggers.scene import (
    approved,
    decide,
    execute,
    make_article,
    make_place,
    structure_certificate,
    submit,
)
from workflows.enums import Stage
from workflows.gate.certificates import issue_content, revoke
from workflows.gate.proof import unproved_pages
from workflows.gate.triggers import parts

pytestmark = [pytest.mark.django_db, pytest.mark.real_gate]


@pytest.fixture
def place():
    """A live column of a unit with a structure certificate."""
    place = make_place()
    structure_certificate(place.made_for)
    return place


@pytest.fixture
def draft(place):
    return make_article(place, is_live=False)


@pytest.fixture
def public(draft):
    """An article that is public with approvals."""
    return publish(draft)


@pytest.fixture(autouse=True)
def install_for_real_content(settings, place):
    """Made-up content does not count any more."""
    settings.BATONG_ALLOW_FIXTURES = False


def publish(draft, submission=None):
    certificate = issue_content(submission or approved(draft), user=make_person())
    draft.get_latest_revision().publish()
    page = stored(draft)
    page.certificate = certificate
    return page


def unproved_items():
    """Return the keys of the items found; the portal's own pages are made up in tests."""
    return [page.pk for page in unproved_pages() if page._meta.model_name == "articlepage"]


def test_approved_text_is_proved(public):
    assert unproved_items() == []


def test_made_up_text_is_found(place, settings):
    settings.BATONG_ALLOW_FIXTURES = True
    page = make_article(place)
    settings.BATONG_ALLOW_FIXTURES = False

    assert unproved_items() == [page.pk]


def test_made_up_text_is_not_looked_for_where_it_may_be(place, settings):
    settings.BATONG_ALLOW_FIXTURES = True
    make_article(place)

    assert list(unproved_pages()) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE wagtailcore_page SET title = 'Other' WHERE id = %s",
        "UPDATE content_articlepage SET author = 'Other' WHERE page_ptr_id = %s",
    ],
)
def test_text_changed_by_the_tables_owner_is_found(public, statement):
    parts.drop(connection)
    execute(statement, public.pk)

    assert unproved_items() == [public.pk]


def test_recalled_text_that_is_public_again_is_found(public):
    revoke(public.certificate, person=make_person(), reason="Wrong")

    assert unproved_items() == [public.pk]


def test_text_with_a_decision_that_nobody_signed_is_found(draft):
    submission = submit(draft)
    for stage in Stage:
        decide(submission, stage, is_signed=stage != Stage.SECRECY)

    page = publish(draft, submission)

    assert unproved_items() == [page.pk]


def test_withdrawn_text_is_nobody_s_concern(public):
    public.unpublish()

    assert unproved_items() == []


def test_structure_of_a_certified_unit_is_proved(place):
    assert place.pk not in {page.pk for page in unproved_pages()}


def test_structure_of_another_unit_is_found(settings):
    settings.BATONG_ALLOW_FIXTURES = True
    other = make_place()
    settings.BATONG_ALLOW_FIXTURES = False

    assert other.pk in {page.pk for page in unproved_pages()}


def test_command_fails_and_names_the_page(public, capsys):
    parts.drop(connection)
    execute("UPDATE wagtailcore_page SET title = 'Changed by hand' WHERE id = %s", public.pk)

    with pytest.raises(CommandError):
        call_command("verify_public")

    assert "Changed by hand" in capsys.readouterr().err


def test_command_is_content_where_all_is_made_up(settings, capsys):
    settings.BATONG_ALLOW_FIXTURES = True

    call_command("verify_public")

    assert capsys.readouterr().out
