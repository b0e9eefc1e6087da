"""A walk of random changes to a small city, made the ways the product and Wagtail make them."""

from random import Random

from wagtail.models import Page

from content.models import ArticlePage, ColumnPage, NoticePage, UnitHomePage
from tests.factories import (
    make_column,
    make_home,
    make_item,
    make_portal,
    make_unit,
    number,
    publish,
)
from units.actions import change_unit, switch_presence
from units.enums import Presence
from units.models import Unit

ITEMS = (ArticlePage, NoticePage)


class Walk:
    """Every step takes its own random numbers, so that a part of a walk can be taken again."""

    def __init__(self):
        homes = [make_portal(), *(make_home(make_unit()) for _n in range(3))]
        for home in homes:
            column = make_column(home)
            make_item(column)
            make_item(make_column(column))
            make_item(make_column(home))
        self.steps = []

    def take(self, name, seed):
        """Take the step of that name, if there is anything to take it with."""
        self.steps.append((name, seed))
        STEPS[name](Random(seed))

    def random_steps(self, count, seed):
        """Take so many steps, the frequent ones often."""
        random = Random(seed)
        names, weights = list(STEPS), [WEIGHTS.get(name, 1) for name in STEPS]
        for _step in range(count):
            self.take(random.choices(names, weights)[0], random.getrandbits(32))


def pages(*models, **filters):
    """Return pages of the types as they are stored, in the order of the tree."""
    found = Page.objects.type(*models).filter(**filters).order_by("path")
    return list(found.specific())


def pick(random, *models, **filters):
    found = pages(*models, **filters)
    return random.choice(found) if found else None


def mates(page, *models):
    """Return the pages of some types in the same unit and language."""
    return [other for other in pages(*models) if other.unit == page.unit and other.pk != page.pk]


def publish_new_item(random):
    column = pick(random, ColumnPage)
    if column:
        page = random.choice(ITEMS)(title=f"New {number()}", slug=f"new{number()}")
        publish(column.add_child(instance=page))


def save_new_draft(random):
    column = pick(random, ColumnPage)
    if column:
        column.add_child(instance=ArticlePage(title="Draft", slug=f"draft{number()}"))


def publish_change(random):
    page = pick(random, *ITEMS, ColumnPage, UnitHomePage)
    if page:
        page.title = f"Changed {number()}"
        publish(page)


def save_draft_of_live_page(random):
    page = pick(random, *ITEMS, ColumnPage, live=True)
    if page:
        page.title = "Text of a draft"
        page.slug = f"draft{number()}"
        page.save_revision()


def publish_latest_draft(random):
    page = pick(random, *ITEMS, ColumnPage, latest_revision__isnull=False)
    if page:
        page.get_latest_revision().publish()


def rename_item(random):
    page = pick(random, *ITEMS)
    if page:
        page.slug = f"renamed{number()}"
        publish(page)


def rename_column(random):
    page = pick(random, ColumnPage)
    if page:
        page.slug = f"renamed{number()}"
        publish(page)


def rename_draft_column(random):
    page = pick(random, ColumnPage, live=False)
    if page:
        page.slug = f"renamed{number()}"
        page.save()


def withdraw(random):
    page = pick(random, *ITEMS, ColumnPage, live=True)
    if page:
        random.choice([page, Page.objects.get(pk=page.pk)]).unpublish()


def publish_again(random):
    page = pick(random, *ITEMS, ColumnPage, live=False)
    if page:
        publish(page)


def move_item(random):
    page = pick(random, *ITEMS)
    targets = mates(page, ColumnPage) if page else []
    if targets:
        random.choice([page, Page.objects.get(pk=page.pk)]).move(
            random.choice(targets), pos=random.choice(["first-child", "last-child"])
        )


def move_column(random):
    page = pick(random, ColumnPage)
    targets = mates(page, ColumnPage, UnitHomePage) if page else []
    targets = [target for target in targets if not target.is_descendant_of(page)]
    targets = [target for target in targets if page.can_move_to(target)]
    if targets:
        page.move(random.choice(targets), pos="last-child")


def reorder(random):
    page = pick(random, *ITEMS, ColumnPage)
    siblings = [other for other in page.get_siblings() if other.pk != page.pk] if page else []
    if siblings:
        page.move(random.choice(siblings), pos=random.choice(["left", "right"]))


def copy_item(random):
    page = pick(random, *ITEMS)
    if page:
        page.copy(update_attrs={"slug": f"copy{number()}"})


def delete_item(random):
    page = pick(random, *ITEMS)
    if page:
        random.choice([page, Page.objects.get(pk=page.pk)]).delete()


def delete_column(random):
    page = pick(random, ColumnPage)
    if page:
        page.delete()


def open_column(random):
    parent = pick(random, UnitHomePage, ColumnPage)
    column = ColumnPage(title="Opened", slug=f"opened{number()}")
    if parent and ColumnPage.can_exist_under(parent):
        publish(parent.add_child(instance=column))


def change_presence(random):
    unit = random.choice(list(Unit.objects.real().with_home().order_by("id")))
    host = random.choice(["", f"host{number()}.localhost"])
    presence = random.choice([Presence.CHANNEL, Presence.SITE])
    switch_presence(unit, presence, host=host if presence == Presence.SITE else "")


def rename_unit(random):
    change_unit(random.choice(list(Unit.objects.real().order_by("id"))), name=f"Name {number()}")


def register_another(random):
    make_unit()


def open_another(random):
    make_item(make_column(make_home(make_unit())))


STEPS = {
    step.__name__: step
    for step in (
        publish_new_item,
        save_new_draft,
        publish_change,
        save_draft_of_live_page,
        publish_latest_draft,
        rename_item,
        rename_column,
        rename_draft_column,
        withdraw,
        publish_again,
        move_item,
        move_column,
        reorder,
        copy_item,
        delete_item,
        delete_column,
        open_column,
        change_presence,
        rename_unit,
        register_another,
        open_another,
    )
}
WEIGHTS = {
    "publish_new_item": 6,
    "publish_change": 3,
    "move_item": 3,
    "move_column": 3,
    "withdraw": 3,
    "publish_again": 3,
    "rename_column": 3,
    "change_presence": 3,
    "open_column": 2,
    "reorder": 2,
    "register_another": 0.5,
    "open_another": 0.5,
}
