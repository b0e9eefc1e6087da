"""Taking back what provisioning made."""

from dataclasses import replace

import pytest
from django.core.files.base import ContentFile
from wagtail.models import Collection, Page

from console.models import ProvisionEntry, ProvisionRun
from console.provisioning import provision_units
from console.undoing import undo_units
from content.models import ArticlePage, ColumnPage, UnitHomePage
from files.models import Document
from tests.console.contents import item, twenty_items
from tests.console.tables import rows_of_all_tables
from units.enums import Presence
from units.models import Unit, UnitHost, UnitRoot
from workflows.models import Certificate, LedgerEntry

LEDGER = (ProvisionRun, ProvisionEntry, Certificate, LedgerEntry)


@pytest.fixture
def full_city(city):
    """The city's blueprint with twenty items a unit."""
    return replace(city, contents=twenty_items)


def home_of(unit):
    return UnitHomePage.objects.get(unit_root__unit=unit)


def article_of(unit):
    return ArticlePage.objects.filter(path__startswith=home_of(unit).path).first()


def has_home(unit):
    return UnitRoot.objects.filter(unit=unit).exists()


def test_undoing_leaves_no_rows_but_the_ledgers_and_certificates(make_units, full_city):
    units = make_units(3)
    before = rows_of_all_tables(without=LEDGER)
    provision_units(units, full_city)
    result = undo_units(units)
    assert result.done == units
    assert rows_of_all_tables(without=LEDGER) == before
    states = ProvisionEntry.objects.for_unit(units[0]).order_by("pk").values_list("state")
    assert [state for (state,) in states] == ["built", "undone"]


def test_undoing_leaves_the_trees_sound(make_units, city):
    units = make_units(3)
    provision_units(units, city)
    undo_units(units[1:2])
    assert not any(Page.find_problems())
    assert not any(Collection.find_problems())


def test_undoing_leaves_other_units_alone(make_units, full_city):
    first, second = make_units(2)
    provision_units([first, second], full_city)
    pages = Page.objects.filter(path__startswith=home_of(second).path)
    before = list(pages.values())
    undo_units([first])
    assert list(pages.values()) == before
    assert not has_home(first)


@pytest.mark.parametrize(
    "change",
    [
        lambda unit: article_of(unit).save_revision(),
        lambda unit: article_of(unit).unpublish(),
        lambda unit: article_of(unit).delete(),
        lambda unit: Page.objects.filter(pk=article_of(unit).pk).update(title="另一标题"),
        lambda unit: ArticlePage.objects.filter(pk=article_of(unit).pk).update(summary="另一摘要"),
        lambda unit: ColumnPage.objects.get(
            key="xwdt", path__startswith=home_of(unit).path
        ).add_child(instance=item(ArticlePage, 99)),
        lambda unit: Document.objects.create(
            title="附件",
            file=ContentFile(b"x", name="x.txt"),
            collection_id=Unit.objects.get(pk=unit.pk).collection_id,
        ),
    ],
    ids=["draft", "withdrawn", "deleted", "title", "own field", "new page", "new file"],
)
def test_a_unit_that_was_touched_is_refused(make_units, full_city, change):
    touched, untouched = make_units(2)
    provision_units([touched, untouched], full_city)
    change(touched)
    result = undo_units([touched, untouched])
    assert (result.refused, result.done) == ([touched], [untouched])
    assert (has_home(touched), has_home(untouched)) == (True, False)


def test_presence_opening_day_and_hosts_are_as_before(make_units, city):
    (unit,) = make_units(1)
    UnitHost.objects.create(unit=unit, host="old.example", is_current=False)
    provision_units([unit], city)
    undo_units([unit])
    unit = Unit.objects.get(pk=unit.pk)
    assert (unit.presence, unit.opened_on, unit.collection) == (Presence.DIRECTORY, None, None)
    assert list(UnitHost.objects.values_list("host", "is_current").filter(unit=unit)) == [
        ("old.example", False)
    ]


def test_a_unit_that_was_undone_can_be_provisioned_again(make_units, full_city):
    (unit,) = make_units(1)
    provision_units([unit], full_city)
    undo_units([unit])
    provision_units([Unit.objects.get(pk=unit.pk)], full_city)
    assert has_home(unit)
    states = ProvisionEntry.objects.for_unit(unit).order_by("pk").values_list("state", flat=True)
    assert list(states) == ["built", "undone", "built"]


def test_a_unit_that_never_was_provisioned_needs_no_undoing(make_units):
    units = make_units(1)
    assert undo_units(units).skipped == units
    assert not ProvisionRun.objects.exists()


def test_a_unit_that_others_refer_to_is_refused(make_units, full_city):
    from content.models import PolicyPage

    first, second = make_units(2)
    provision_units([first, second], full_city)
    policy = PolicyPage.objects.filter(path__startswith=home_of(first).path).first()
    ArticlePage.objects.filter(pk=article_of(second).pk).update(interprets=policy)
    assert undo_units([first]).refused == [first]
    assert has_home(first)
