"""The city that is measured: a portal and units that grow from one to thousands."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from resource import RUSAGE_SELF, getrusage

from django.core.files.base import ContentFile
from PIL import Image as Picture

from benchmarks.contents import CityContents, Enclosures
from benchmarks.meters import counting
from console.blueprint_files import load_blueprint
from console.building import BuildOrder
from console.portal import set_up_portal
from console.provisioning import provision_units
from files.models import Document, Image
from search.actions import publish_unit_entries
from units import addresses
from units.enums import System, UnitKind
from units.models import Unit

BLUEPRINT = "city"


@dataclass(slots=True)
class Growth:
    """What it took to provision so many more units in one run."""

    units: int
    statements: int = 0
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    batches: list[float] = field(default_factory=list)

    @property
    def seconds_a_unit(self) -> float:
        return self.seconds / self.units

    @property
    def best_batch(self) -> float:
        """The seconds a unit of the batch that was disturbed least."""
        return min(self.batches)


def memory() -> int:
    """Return the most megabytes this process has held so far."""
    return getrusage(RUSAGE_SELF).ru_maxrss // 1024


class City:
    """A portal, and all units that have been provisioned so far."""

    def __init__(self) -> None:
        home = set_up_portal()
        enclosures = Enclosures(_image(), _document(), home.pk)
        self.order = BuildOrder(
            blueprint=load_blueprint(BLUEPRINT), contents=CityContents(enclosures)
        )
        self.units = 0

    def grow(self, count: int) -> Growth:
        """Register and provision more units; only provisioning is measured."""
        new = make_units(count, first=self.units + 1)
        growth = Growth(units=count)
        before: tuple[int, float] = (0, time.perf_counter())

        def note(done: int, total: int) -> None:
            nonlocal before
            now = time.perf_counter()
            growth.batches.append((now - before[1]) / (done - before[0]))
            before = done, now

        started, started_cpu = time.perf_counter(), time.process_time()
        with counting() as statements:
            provision_units(new, self.order, progress=note)
        growth.seconds = time.perf_counter() - started
        growth.cpu_seconds = time.process_time() - started_cpu
        growth.statements = len(statements)
        self.units += count
        return growth


def make_units(count: int, first: int = 1) -> Sequence[Unit]:
    """Register so many units of all kinds."""
    kinds = _kinds()
    new = [
        Unit(
            code=f"unit{number}",
            name=f"Bureau of Measured Matters {number}",
            short_name=f"Bureau {number}",
            kind=next(kinds),
            system=System.GOVERNMENT,
            duty="Sees to it that what is measured stays within its budget.",
            phone="0393-4410000",
            email=f"unit{number}@example.org",
            address="No. 1, Long Street",
        )
        for number in range(first, first + count)
    ]
    Unit.objects.bulk_create(new)
    publish_unit_entries(new)
    addresses.forget()
    return new


def _kinds() -> Iterator[str]:
    while True:
        yield from UnitKind.values


def _image() -> Image:
    content = BytesIO()
    Picture.new("RGB", (640, 400), (30, 90, 160)).save(content, "JPEG")
    return Image.objects.create(
        title="A bridge",
        description="A bridge over a river",
        file=ContentFile(content.getvalue(), name="bridge.jpg"),
    )


def _document() -> Document:
    return Document.objects.create(
        title="A table of figures", file=ContentFile(b"1,2\n", name="figures.csv")
    )
