"""The command line of provisioning, and what a killed run leaves behind."""

import json
import os
import signal
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from content.models import ColumnPage
from units.models import UnitRoot

ROOT = Path(__file__).parents[2]

PREPARE = """
import django
django.setup()
from django.core.management import call_command
from console.portal import set_up_portal
from units.models import Unit
call_command("migrate", verbosity=0)
set_up_portal()
Unit.objects.bulk_create(
    Unit(code=f"a{n}", name=f"A{n}", short_name=f"A{n}", kind="department", system="government")
    for n in range(24)
)
"""

COUNT = """
import django, json
django.setup()
from wagtail.models import Page
from console.models import ProvisionEntry
from units.models import UnitRoot
from units.enums import PORTAL_CODE
from content.models import UnitIndexPage
index = UnitIndexPage.objects.get()
print(json.dumps({
    "homes": UnitRoot.objects.exclude(unit__code=PORTAL_CODE).count(),
    "entries": ProvisionEntry.objects.count(),
    "pages": Page.objects.descendant_of(index).count(),
    "problems": [list(found) for found in Page.find_problems()],
}))
"""


def provision(*arguments):
    out = StringIO()
    call_command("provision", *arguments, stdout=out)
    return out.getvalue()


def with_home():
    return set(UnitRoot.objects.exclude(unit__code="portal").values_list("unit__code", flat=True))


def test_planned_units_are_provisioned_and_existing_ones_are_not(make_units):
    make_units(2)
    make_units(1, start=3, site_status="existing")
    provision("--planned")
    assert with_home() == {"a1", "a2"}


def test_codes_name_the_units(make_units):
    make_units(3)
    provision("--codes", "a1, a3")
    assert with_home() == {"a1", "a3"}


def test_an_unknown_code_is_refused_before_anything_is_made(make_units):
    make_units(1)
    with pytest.raises(CommandError, match="nobody"):
        provision("--codes", "a1,nobody")
    assert with_home() == set()


def test_progress_is_printed_for_each_batch(make_units):
    make_units(3)
    printed = provision("--all", "--batch", "2").splitlines()
    assert len([line for line in printed if "3" in line and ("2" in line or "3" in line)]) >= 2


def test_a_closed_unit_is_not_provisioned(make_units):
    (unit,) = make_units(1, opened_on="2020-01-01", closed_on="2024-01-01")
    provision("--planned")
    assert not UnitRoot.objects.filter(unit=unit).exists()


def test_the_eighth_section_of_a_county_is_named_on_the_command_line(make_units):
    make_units(1)
    provision("--codes", "a1", "--blueprint", "county", "--set", "own_section=Tea")
    assert ColumnPage.objects.filter(title="Tea").exists()


@pytest.mark.parametrize(
    "arguments", [("--blueprint", "nothing"), ("--set", "who=me"), ("--like", "a1")]
)
def test_a_wrong_order_is_refused(make_units, arguments):
    make_units(1)
    with pytest.raises(CommandError):
        provision("--codes", "a1", *arguments)
    assert with_home() == set()


def test_undo_removes_what_was_made(make_units):
    make_units(2)
    provision("--planned")
    provision("--planned", "--undo")
    assert with_home() == set()


def test_undo_names_the_units_it_refuses(make_units):
    make_units(2)
    provision("--planned")
    column = ColumnPage.objects.filter(url_path__contains="/a2/").first()
    column.save_revision()
    with pytest.raises(CommandError, match="a2"):
        provision("--planned", "--undo")
    assert with_home() == {"a2"}


@pytest.fixture
def elsewhere(tmp_path):
    """The environment of a database of its own, with a portal and 24 planned units."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'killed.sqlite3'}",
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "platform")]),
    }
    run(environment, PREPARE)
    return environment


def run(environment, code):
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, cwd=ROOT, capture_output=True, check=True
    )
    return done.stdout.decode()


def command(*arguments):
    return [sys.executable, "manage.py", "provision", "--planned", "--batch", "2", *arguments]


@pytest.mark.servers
def test_a_run_killed_midway_is_finished_by_the_next(elsewhere):
    with subprocess.Popen(
        command(), env=elsewhere, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as killed:
        killed.stdout.readline()
        os.kill(killed.pid, signal.SIGKILL)
    assert killed.returncode == -signal.SIGKILL

    between = json.loads(run(elsewhere, COUNT))
    assert 0 < between["homes"] < 24
    assert between["homes"] % 2 == 0
    assert between["entries"] == between["homes"]
    assert between["pages"] == 12 * between["homes"]

    subprocess.run(command(), env=elsewhere, cwd=ROOT, check=True, capture_output=True)
    after = json.loads(run(elsewhere, COUNT))
    assert (after["homes"], after["entries"], after["pages"]) == (24, 24, 24 * 12)
    assert not any(after["problems"])
