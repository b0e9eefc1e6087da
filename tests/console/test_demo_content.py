"""The demo's texts: equal from run to run, enough of them, fit to be shown."""

import re
from collections import Counter
from datetime import date
from functools import cache
from random import Random

import pytest

from console.blueprint_files import load_blueprint
from console.demo.album import unit_pictures
from console.demo.content import demo_items
from console.demo.laws import deal, dealt_laws, law_texts
from console.demo.profile import unit_profile
from console.demo.seeds import UnitSeed, read_roster
from console.demo.wording import Wording
from console.demo_install.pages import PAGE_CLASSES
from content.enums import Feature
from services.enums import LifeEvent
from units.enums import UnitKind

TODAY = date(2026, 11, 22)
PORTAL = UnitSeed("portal", "示范市人民政府", "示范市政府门户网站", "department", "government")
EXISTING = read_roster(status="existing")
PLANNED = read_roster(status="planned")
COLUMNS = {
    "gk": 1, "ld": 3, "zz": 1, "bs": 3, "zcfg": 4, "xwdt": 6, "tzgg": 4, "xxgk": 3
}  # fmt: skip
FORBIDDEN = re.compile("秘密|机密|绝密|内部资料|法轮|TODO|lorem")
SLOT = re.compile(r"[{}]")
TELEPHONE = re.compile(r"1[3-9]\d{9}|0[1-9]\d{1,2}-\d{7,8}")
SLUG = re.compile(r"[a-z0-9-]+")
# Fields that pages cannot hold more of
LENGTHS = {
    "summary": 300, "source": 100, "author": 60, "responsible_editor": 60, "keywords": 200,
    "number": 80, "index_number": 40, "organ": 120, "theme": 60, "post": 100, "audience": 200,
    "outcome": 200, "place": 200, "hours": 120, "fee": 200, "legal_time_limit": 80,
    "promised_time_limit": 80, "result": 200, "phone": 60, "complaint_phone": 60,
}  # fmt: skip


@cache
def items_of(unit):
    return tuple(demo_items(unit, TODAY))


def words_of(item):
    return "\n".join([item.title, item.summary, str(item.body), str(item.details)])


every_unit = pytest.mark.parametrize("unit", [*EXISTING, PORTAL], ids=lambda unit: unit.code)


def test_same_unit_and_day_give_the_same_items():
    assert tuple(demo_items(EXISTING[17], TODAY)) == items_of(EXISTING[17])


@every_unit
def test_unit_has_enough_items_in_every_column(unit):
    if unit.is_portal:
        pytest.skip("the portal has columns of its own")
    counts = Counter(item.column_key for item in items_of(unit))
    assert sum(counts.values()) >= 20
    assert {key: counts[key] for key in COLUMNS if counts[key] < COLUMNS[key]} == {}


@pytest.mark.parametrize("unit", PLANNED, ids=lambda unit: unit.code)
def test_unit_that_gets_its_site_later_has_items_too(unit):
    counts = Counter(item.column_key for item in items_of(unit))
    assert [key for key in COLUMNS if not counts[key]] == []


@pytest.mark.parametrize("kind", UnitKind.values)
def test_unit_of_no_known_field_has_items_by_its_kind(kind):
    unit = UnitSeed("zzzz", "示范市某某", "某某", kind, "government")
    assert len(list(demo_items(unit, TODAY))) >= 20


@every_unit
def test_columns_are_those_of_the_blueprint_and_take_the_items(unit):
    blueprint = load_blueprint("portal" if unit.is_portal else "city")
    takes = {placed.spec.key: placed.spec.takes for placed in blueprint.placed()}
    for item in items_of(unit):
        key = item.sub_column or item.column_key
        assert item.item_type == "introduction" or item.item_type in takes[key], (item.slug, key)


@every_unit
def test_slugs_are_ascii_and_unique(unit):
    slugs = [item.slug for item in items_of(unit)]
    assert len(slugs) == len(set(slugs))
    assert all(SLUG.fullmatch(slug) for slug in slugs)


@every_unit
def test_details_are_fields_of_the_page_and_short_enough(unit):
    for item in items_of(unit):
        if item.item_type == "introduction":
            continue
        names = {field.name for field in PAGE_CLASSES[item.item_type]._meta.get_fields()}
        assert set(item.details) <= names, item.slug
        values = item.details | {"summary": item.summary}
        too_long = {k for k, most in LENGTHS.items() if len(str(values.get(k, ""))) > most}
        assert too_long == set(), item.slug


@every_unit
def test_dates_lie_before_today(unit):
    assert all(item.date < TODAY for item in items_of(unit))


@every_unit
def test_titles_fit_and_texts_hold_nothing_unfit(unit):
    for item in items_of(unit):
        text = words_of(item)
        assert 2 <= len(item.title) <= 75, item.title
        assert not FORBIDDEN.search(text), item.slug
        assert not TELEPHONE.search(text), item.slug
        assert item.slug.startswith("law-") or not SLOT.search(item.title + item.summary)
        assert item.body, item.slug


@every_unit
def test_texts_keep_no_open_slot(unit):
    for item in items_of(unit):
        values = [value for kind, value in item.body if kind in ("heading", "paragraph")]
        assert not any(SLOT.search(value) for value in values), item.slug


def test_leaders_are_marked_as_examples():
    leaders = [item for unit in EXISTING for item in items_of(unit) if item.item_type == "leader"]
    assert all("示例" in item.title for item in leaders)


def test_titles_come_in_every_difficult_form():
    titles = [item.title for unit in [*EXISTING, PORTAL] for item in items_of(unit)]
    assert any("　" in title for title in titles)
    assert sum(len(title) >= 55 for title in titles) >= 5
    assert any("5G" in title for title in titles)
    assert any("2026年" in title for title in titles)


def test_bodies_hold_every_kind_of_block():
    kinds = {kind for unit in EXISTING for item in items_of(unit) for kind, _ in item.body}
    assert kinds == {"heading", "paragraph", "table", "quote", "legal_text", "image"}


def test_tables_are_rectangular():
    for unit in [*EXISTING, PORTAL]:
        for item in items_of(unit):
            for kind, value in item.body:
                if kind == "table":
                    widths = {len(row) for row in [value["columns"], *value["rows"]]}
                    assert len(widths) == 1, (unit.code, item.slug)
                    assert value["caption"]


def test_news_of_two_units_differ():
    first, second = (
        {item.title for item in items_of(unit) if item.column_key == "xwdt"}
        for unit in EXISTING[:2]
    )
    assert first & second == set()


def test_newest_city_news_is_the_headline():
    news = [item for item in items_of(PORTAL) if item.column_key == "yw"]
    headlines = [item for item in news if item.details["is_headline"]]
    assert headlines[0].date == max(item.date for item in news)
    assert len(news) > 40


def test_one_notice_has_twenty_attachments():
    assert max(len(item.attachments) for item in items_of(PORTAL)) == 20


def test_every_feature_is_told_of_by_several_units():
    told = Counter(
        item.details["feature"]
        for unit in EXISTING
        for item in items_of(unit)
        if item.item_type == "article"
    )
    assert all(told[feature] >= 4 for feature in Feature.values)


def test_every_life_event_has_services():
    events = Counter(
        item.details["life_event"]
        for unit in [*EXISTING, PORTAL]
        for item in items_of(unit)
        if item.item_type == "service"
    )
    assert set(events) - {""} == set(LifeEvent.values)


def test_policies_come_in_every_state():
    states = {
        item.details["validity"]
        for unit in [*EXISTING, PORTAL]
        for item in items_of(unit)
        if item.item_type == "policy"
    }
    assert states == {"in_force", "revised", "repealed", "expired"}


@every_unit
def test_explanations_name_a_document_of_the_unit(unit):
    documents = {item.slug for item in items_of(unit) if item.item_type == "policy"}
    explained = {item.interprets for item in items_of(unit) if item.interprets}
    assert explained
    assert explained <= documents


def test_every_legal_text_is_dealt_to_one_unit_and_every_unit_has_two():
    dealt = [law.id for laws in dealt_laws().values() for law in laws]
    assert sorted(dealt) == sorted(law.id for law in law_texts())
    assert {code for code, laws in dealt_laws().items() if len(laws) < 2} == set()
    assert len(dealt_laws()) == 78


def test_texts_without_a_subject_go_where_least_lies():
    dealt = deal(law_texts()[:9], ["x1", "x2", "x3"])
    assert [len(laws) for laws in dealt.values()] == [3, 3, 3]


def test_profiles_differ_and_are_marked_as_examples():
    profiles = [unit_profile(unit) for unit in read_roster()]
    for name in ("phone", "site_identification_code", "icp_number", "public_security_number"):
        assert len({profile[name] for profile in profiles}) == len(profiles)
    assert all("示例" in profile["phone"] for profile in profiles)
    assert all(re.fullmatch(r"\d{10}", p["site_identification_code"]) for p in profiles)


def test_pictures_are_few_and_their_keys_unique():
    pictures = [picture for unit in [*EXISTING, PORTAL] for picture in unit_pictures(unit)]
    assert len({picture.key for picture in pictures}) == len(pictures) <= 300
    assert all(picture.alt and picture.caption for picture in pictures)
    assert any(picture.is_portrait for picture in pictures)


def test_wording_repeats_a_value_and_finds_another():
    wording = Wording(Random(1), TODAY, {"town": ["A", "B"]})
    first = wording.fill("{n:1-900} {town}")
    assert wording.fill("{n:1-900} {town}") == first
    assert {wording.fill("{town}"), wording.fill("{town2}")} == {"A", "B"}
    assert wording.fill("{day:-1}|{year:+1}") == "11月21日|2027"
