"""Where much fits, only its first is ranked: the order is that of ranking everything."""

import random

import pytest
from django.db import connection

from search.enums import Validity
from search.finding import weights
from search.finding.filters import Filters, Sort
from search.finding.plan import make_plan
from search.finding.relational import DatabaseExecutor
from tests.search.finding.test_find import on
from tests.search.finding.written import write

pytestmark = pytest.mark.django_db
EVERYTHING = 10_000
SHOWN = 8
TITLES = ("管理办法", "水管理论", "通知", "公告")
TEXTS = ("加强管理工作", "水管理论研究", "城市管理和水管理论")


@pytest.fixture
def world(column):
    """Items that all have a word, as a word or across two, in the title or not."""
    chance = random.Random(20261123)
    for number in range(40):
        write(
            column,
            f"{chance.choice(TITLES)}{number}",
            chance.choice(TEXTS),
            date=on(chance.randrange(2015, 2027)),
            validity=chance.choice(("", Validity.IN_FORCE, Validity.REPEALED)),
        )


@pytest.fixture
def ranked(monkeypatch):
    """Ask the database, which takes more than a number of exact hits for much."""

    def ask(text, *, much, shown=SHOWN):
        monkeypatch.setattr(weights, "MOST_IN_SEQUENCE", much)
        monkeypatch.setattr(weights, "DEEPEST", shown)
        plan = make_plan(text, Filters(language="zh-hans"))
        run = DatabaseExecutor().run
        return run(plan, start=0, size=shown, sort=Sort.RELEVANCE, with_facets=False)

    return ask


@pytest.mark.parametrize("text", ["管理", "水管", "管理 公告", "管理怎么办"])
def test_first_of_much_are_the_first_of_all(world, ranked, text):
    of_all = ranked(text, much=EVERYTHING)

    assert ranked(text, much=1).ids == of_all.ids
    assert len(of_all.ids) == SHOWN


def test_all_of_much_is_counted(world, ranked):
    counted = ranked("管理", much=1)

    assert (counted.exact, counted.total) == (40, 40)


def test_lower_tiers_follow_where_a_higher_one_is_small(column, ranked):
    across = write(column, "水管理论研究", date=on(2026))
    in_text = write(column, "通知", "加强管理", date=on(2015))
    in_title = write(column, "城市管理办法", date=on(2015))

    assert ranked("管理", much=1).ids == [in_title.pk, in_text.pk, across.pk]


def test_synonyms_of_much_are_found_in_any_tier(column, ranked, monkeypatch):
    monkeypatch.setattr("search.finding.plan.variants", lambda text: ["公积金"])
    old = write(column, "管理公积金", date=on(2015))
    for number in range(SHOWN + 2):
        write(column, f"管理{number}", date=on(2026))

    assert ranked("管理", much=1).ids[0] == old.pk


@pytest.mark.postgres
def test_no_written_token_waits_to_be_read_through(column):
    write(column, "防汛通知", "汛期安排")

    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list('search_entry_vector')")
        assert cursor.fetchone() == (0,)
