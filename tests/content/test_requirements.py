"""What an item must have before it is sent for approval."""

import datetime

import pytest
from django.utils import timezone
from wagtail.signals import init_new_page

from content.models import ArticlePage, NoticePage, PolicyPage
from tests.factories import make_column, make_home, make_image, make_item, make_unit
from units.enums import System
from workflows.requirements import unmet

TOMORROW = datetime.timedelta(days=1)


@pytest.fixture
def column(db):
    return make_column(make_home())


def fields_of(page):
    return {missing.field for missing in unmet(page)}


def make_finished(column, page_class=ArticlePage, **values):
    return make_item(
        column, page_class, is_live=False, **{"subject_class": System.GOVERNMENT} | values
    )


def test_a_finished_item_lacks_nothing(column):
    assert unmet(make_finished(column)) == []


def test_an_item_without_class_lacks_it(column):
    assert fields_of(make_finished(column, subject_class="")) == {"subject_class"}


def test_the_structure_has_no_class_to_lack(column):
    assert unmet(column) == []


def test_statistics_need_their_release(column):
    assert fields_of(make_finished(column, is_statistics=True)) == {"release_approval"}


def test_a_blank_is_no_release(column):
    page = make_finished(column, is_statistics=True, release_approval="  ")
    assert fields_of(page) == {"release_approval"}


def test_released_statistics_lack_nothing(column):
    page = make_finished(column, is_statistics=True, release_approval="Bureau of Statistics, 7")
    assert unmet(page) == []


def test_rules_need_a_legal_basis(column):
    assert fields_of(make_finished(column, NoticePage, is_normative=True)) == {"legal_basis"}


def test_a_policy_document_lays_down_rules_unless_it_says_otherwise(column):
    assert fields_of(make_finished(column, PolicyPage)) == {"legal_basis"}


def test_a_policy_document_without_rules_needs_no_basis(column):
    assert unmet(make_finished(column, PolicyPage, is_normative=False)) == []


def test_what_is_undecided_cannot_be_scheduled(column):
    page = make_finished(column, is_undecided=True, go_live_at=timezone.now() + TOMORROW)
    assert fields_of(page) == {"go_live_at"}


def test_what_is_undecided_may_be_sent_without_a_date(column):
    assert unmet(make_finished(column, is_undecided=True)) == []


def test_what_is_decided_may_be_scheduled(column):
    assert unmet(make_finished(column, go_live_at=timezone.now() + TOMORROW)) == []


def test_a_picture_without_rights_is_named_at_its_place(column):
    picture = make_image()
    picture.rights = ""
    picture.save()
    assert fields_of(make_finished(column, picture=picture)) == {"picture"}


def test_a_picture_in_the_body_is_named_by_its_block(column):
    picture = make_image()
    picture.rights = ""
    picture.save()
    page = make_finished(column, body=[{"type": "image", "value": {"image": picture.pk}}])
    block = page.body[0]
    assert [one.field.split(".")[:2] for one in unmet(page)] == [["body", block.id]]


def test_a_picture_with_rights_is_not_named(column):
    assert unmet(make_finished(column, picture=make_image())) == []


def test_a_picture_of_the_structure_needs_rights_too(column):
    picture = make_image()
    picture.rights = ""
    picture.save()
    home = column.get_parent().specific
    home.banner = picture
    assert fields_of(home) == {"banner"}


def test_an_unfinished_draft_names_the_fields_of_the_form(column):
    page = make_finished(column)
    page.title = ""
    assert "title" in fields_of(page)


def test_looking_changes_nothing_of_the_page(column):
    page = make_finished(column)
    page.slug = ""
    unmet(page)
    assert page.slug == ""


@pytest.mark.parametrize("system", System)
def test_a_new_item_begins_with_its_unit_s_system(db, system):
    column = make_column(make_home(make_unit(system=system)))
    page = ArticlePage()
    init_new_page.send(sender=None, page=page, parent=column)
    assert page.subject_class == system
