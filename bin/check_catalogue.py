"""Keep the zh_Hans catalogue in step with the code.

Without an option: fail when texts of the code are missing in the catalogue or stale in it, when a
translation is empty or fuzzy, or when the committed .mo file says something else than the .po
file. `--gather` writes the catalogue's texts anew, `--compile` its .mo file.
"""

import argparse
import gettext
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[1]
MESSAGES = ROOT / "platform" / "locale" / "zh_Hans" / "LC_MESSAGES"
CATALOGUE = MESSAGES / "django.po"
COMPILED = MESSAGES / "django.mo"
IGNORED = (".*", "benchmarks", "bin", "docs", "tests", "var", "build")
DATES = re.compile(r'^"(POT-Creation|PO-Revision)-Date: .*\n', re.MULTILINE)


def program(name: str) -> str:
    """The path of a gettext program; raises SystemExit when gettext is not installed."""
    found = shutil.which(name)
    if found is None:
        raise SystemExit(f"{name} is missing: install gettext")
    return found


def gather() -> None:
    """Write the texts found in code and templates into the catalogue."""
    program("xgettext")
    MESSAGES.mkdir(parents=True, exist_ok=True)
    os.chdir(ROOT)
    if not settings.configured:
        settings.configure(LOCALE_PATHS=[MESSAGES.parents[1]])
        django.setup()
    call_command(
        "makemessages",
        locale=["zh_Hans"],
        ignore_patterns=list(IGNORED),
        no_location=True,
        no_wrap=True,
        no_obsolete=True,
        verbosity=0,
    )
    # A date that changes at each run would make every branch collide with every other
    CATALOGUE.write_text(DATES.sub("", CATALOGUE.read_text("utf-8")), "utf-8")


def compiled() -> bytes:
    """What the catalogue compiles to; raises CalledProcessError when it is malformed."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "django.mo"
        command = [program("msgfmt"), "--check-format", f"--output-file={target}", str(CATALOGUE)]
        subprocess.run(command, check=True)  # noqa: S603 - our own command line
        return target.read_bytes()


def texts(data: bytes) -> dict[str, str]:
    """All translations of a compiled catalogue, by text."""
    return dict(vars(gettext.GNUTranslations(io.BytesIO(data)))["_catalog"])


def entries(*selection: str) -> list[str]:
    """The texts of the catalogue that `msgattrib` selects."""
    command = [program("msgattrib"), "--no-wrap", *selection, str(CATALOGUE)]
    found = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    quoted = re.findall(r'^msgid ((?:".*"\n)+)', found.stdout, re.MULTILINE)
    return [text for text in ("".join(re.findall('"(.*)"', part)) for part in quoted) if text]


def faults() -> list[str]:
    """What is wrong with the catalogue, one line each."""
    if not CATALOGUE.exists():
        return ["there is no catalogue: run `make messages`"]
    before = CATALOGUE.read_bytes()
    try:
        gather()
        stale = CATALOGUE.read_bytes() != before
    finally:
        CATALOGUE.write_bytes(before)
    found = ["the catalogue is stale: run `make messages`"] if stale else []
    found += [f"not translated: {text}" for text in entries("--untranslated")]
    found += [f"fuzzy: {text}" for text in entries("--only-fuzzy")]
    try:
        if not COMPILED.exists() or texts(compiled()) != texts(COMPILED.read_bytes()):
            found.append("django.mo is not what django.po says: run `make messages`")
    except subprocess.CalledProcessError:
        found.append("django.po cannot be compiled")
    return found


def check() -> int:
    """Print the catalogue's faults; gives the exit status."""
    if shutil.which("msgattrib") is None and os.environ.get("CI") != "true":
        print("!!! gettext is missing: the check of the catalogue is SKIPPED")
        return 0
    program("msgattrib")
    for fault in (found := faults()):
        print(fault)
    return int(bool(found))


def main() -> int:
    """Do what the command line asks for; gives the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gather", action="store_true", help="write the catalogue's texts anew")
    parser.add_argument("--compile", action="store_true", help="write the .mo file")
    options = parser.parse_args()
    if options.gather:
        gather()
    if options.compile:
        COMPILED.write_bytes(compiled())
    return 0 if options.gather or options.compile else check()


if __name__ == "__main__":
    sys.exit(main())
