"""The requests that are made of every view: who asks, how, where, and for whose things."""

from collections import Counter
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from tests.units.isolation import names
from tests.units.isolation.bodies import crafted_body, reaching_body
from tests.units.isolation.domains import (
    DEPENDENT,
    QUERIES,
    SAMPLES,
    is_owned,
    kind_of,
    subjects,
)
from tests.units.isolation.world import NOBODY, UNIT_ROLES

FAR, MIXED, NEAR, NONE = "far", "mixed", "near", "none"
EVERYONE = (*UNIT_ROLES, NOBODY)
# One role asks for everything; for the others a few subjects of each view are enough
THOROUGH = "editor"
FEW = 2
# People for whom all is another's are turned away at one door
OUTSIDE = ("former", NOBODY)
LIMITS = {THOROUGH: 1000, **dict.fromkeys(OUTSIDE, 1)}
FEW_GUESSES = 4


@dataclass(frozen=True)
class Cell:
    """One request: ``whose`` says whether it names things of the other unit."""

    view: str
    role: str
    method: str
    address: str
    whose: str
    is_script: bool = False
    is_guess: bool = False
    body: dict = field(default_factory=dict, compare=False)

    @property
    def looks_back(self):
        """Whether to see what a form that was taken has done to one's own things."""
        return self.method == "POST" and self.role == THOROUGH and self.whose in (NEAR, NONE)

    def __str__(self):
        script = " (script)" if self.is_script else ""
        return f"{self.role} {self.method} {self.address}{script}"


def addresses(view, world):
    """Return the addresses of a view, each with whose things it names."""
    if view.name in SAMPLES:
        return [(SAMPLES[view.name], NONE)]
    found = {}
    for route in view.routes:
        kinds = {parameter: kind_of(view.name, parameter) for parameter in route.parameters}
        query, *asked_for = QUERIES.get(view.name, ("",))
        template = route.template + query
        wanted = {*kinds.values(), *asked_for}
        for whose, values in _subjects(wanted, world):
            named = {parameter: values[kind] for parameter, kind in kinds.items()}
            found.setdefault(template % (named | values), whose)
    return list(found.items())


def _subjects(kinds, world):
    if not is_owned(kinds, world.far):
        return [(NONE, values) for values in subjects(kinds, world.far)]
    far, near = subjects(kinds, world.far), subjects(kinds, world.near)
    mixed = []
    for leading, dependent in DEPENDENT.items():
        if leading in kinds:
            others = sorted(kinds & dependent)
            mixed += [near[0] | {kind: far[0][kind]} for kind in others]
            mixed += [far[0] | {kind: near[0][kind]} for kind in others]
    return [
        *((FAR, values) for values in far),
        *((MIXED, values) for values in mixed),
        *((NEAR, values) for values in near),
    ]


def guesses(world):
    """Return what a curious person adds to the address of a list."""
    near, far = world.near, world.far
    person, place, page = far.editor.pk, far.home.pk, far.draft.pk
    queries = [
        {"id": near.item.pk},
        {"id": near.image.pk},
        {"q": names.COMMON_WORD},
        {"export": "csv"},
        {"q": names.BEGINNING},
        {"export": "xlsx"},
        {
            **dict.fromkeys(("owner", "user", "latest_revision__user", "requested_by"), person),
            **dict.fromkeys(("person", "owner__id", "created_by"), person),
        },
        {
            "site": far.site.pk,
            "unit": far.unit.pk,
            "collection_id": far.collection.pk,
            "group": far.group.pk,
            "workflow": far.workflow.pk,
            "task": far.task.pk,
        },
        {"child_of": place},
        {"descendant_of": place},
        {"parent_page_id": place, "page": page, "object_id": page},
        {"id": [page, far.item.pk]},
        {"id": far.image.pk},
        {"id": far.document.pk},
        {"tag": names.hidden("tag").split()[0]},
        {"term": names.BEGINNING},
        {"ordering": "title", "p": "2", "next": f"/admin/pages/{page}/"},
        {"fields": "*", "limit": "20"},
        {"html_path": far.draft.url_path},
    ]
    return [urlencode(query, doseq=True) for query in queries]


# Where one could reach for more rights than one has
REACHING = ("wagtailusers_", "wagtailadmin_account", "delegations:", "units_limits:", "account_")


def cells(view, world, *, is_list=True):
    """Yield every request that is made of a view; a list is asked whatever one can guess."""
    body, reaching = crafted_body(world), reaching_body(world)
    asked = Counter()
    for address, whose in addresses(view, world):
        asked[whose] += 1
        for role in EVERYONE:
            if asked[whose] > LIMITS.get(role, FEW):
                continue
            is_new = asked[whose] <= FEW
            yield from _of_address(Cell(view.name, role, "GET", address, whose), body, is_new)
            if view.name.startswith(REACHING) and whose in (NEAR, NONE):
                yield Cell(view.name, role, "POST", address, whose, body=reaching)
            if whose == NONE and role not in OUTSIDE and is_new:
                is_thorough = role == THOROUGH and is_list and asked[NONE] == 1
                yield from _guessed(view, role, address, world, is_thorough)


def _of_address(cell, body, is_new):
    yield cell
    if is_new or cell.whose != FAR:
        yield replace(cell, method="POST", body=body)
    if is_new and cell.role == THOROUGH:
        yield replace(cell, is_script=True)


def _guessed(view, role, address, world, is_thorough):
    queries = guesses(world)
    joint = "&" if "?" in address else "?"
    for query in queries if is_thorough else queries[:FEW_GUESSES]:
        yield Cell(view.name, role, "GET", f"{address}{joint}{query}", NONE, is_guess=True)
