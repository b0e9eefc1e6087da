"""Keep the overlay in step with the kept libraries: the texts they leave without good Chinese.

The overlay stands in platform/overlay, like a catalogue of ours; its texts come before those of
Wagtail and the other libraries, and after our own. Without an option: fail when a library has a
text that neither its own zh_Hans catalogue nor the overlay translates, when the overlay keeps one
that no library has any more, when a translation is empty, fuzzy or has other placeholders than its
source, or when an .mo file says something else than its .po file. `--gather` writes the missing
texts into the overlay and takes the lost ones out, `--compile` writes the .mo files.
"""

import argparse
import ast
import gettext
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import django
from django.apps import AppConfig
from django.conf import settings

ROOT = Path(__file__).resolve().parents[1]
OVERLAY = ROOT / "platform" / "overlay" / "zh_Hans" / "LC_MESSAGES"
DOMAINS = ("django", "djangojs")
LANGUAGE = "zh_Hans"
# Where a library says what its texts are: its English catalogue, else the fullest it has
SOURCES = ("en", "zh_CN")
NOT_INSTALLED_YET = ("wagtail.contrib.search_promotions",)
PLACEHOLDER = re.compile(r"%\(\w+\)[sdr]|%[sdr]|\{\w*\}")
HEADER = """# What the kept libraries leave without good Chinese. `make messages` gathers the texts.
msgid ""
msgstr ""
"Project-Id-Version: Batong\\n"
"Language: zh_Hans\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"
"""

Key = tuple[str, str]  # context, empty for most, and text


@dataclass(frozen=True)
class Message:
    """An entry of a catalogue; Chinese has one form for all numbers."""

    text: str
    plural: str = ""
    translations: tuple[str, ...] = field(default=("",))
    is_fuzzy: bool = False

    @property
    def is_translated(self) -> bool:
        return all(self.translations) and not self.is_fuzzy


Catalogue = dict[Key, Message]


def read(path: Path) -> Catalogue:
    """The entries of a .po file, obsolete ones and the header left out."""
    blocks = re.split(r"\n\s*\n", path.read_text("utf-8")) if path.exists() else []
    return dict(entry for block in blocks if (entry := _entry(block)) is not None)


def _entry(block: str) -> tuple[Key, Message] | None:
    parts: dict[str, str] = {}
    name = ""
    for line in block.splitlines():
        if line.startswith("#") or not line.strip():
            continue
        if not line.startswith('"'):
            name, _space, line = line.partition(" ")
        parts[name] = parts.get(name, "") + ast.literal_eval(line)
    if not parts.get("msgid"):
        return None
    translations = tuple(parts[key] for key in sorted(parts) if key.startswith("msgstr"))
    is_fuzzy = re.search(r"^#,.*\bfuzzy\b", block, re.MULTILINE) is not None
    message = Message(parts["msgid"], parts.get("msgid_plural", ""), translations, is_fuzzy)
    return (parts.get("msgctxt", ""), parts["msgid"]), message


@cache
def folders() -> tuple[Path, ...]:
    """The folders of catalogues of Django and of every library that is installed or soon will."""
    names = (*settings.INSTALLED_APPS, *NOT_INSTALLED_YET)
    applications = [AppConfig.create(name) for name in names]
    homes = [Path(django.__file__).parent / "conf", *(Path(found.path) for found in applications)]
    kept = [home for home in homes if home.parent != ROOT]
    return tuple(home / "locale" for home in kept if (home / "locale").is_dir())


def _catalogue(folder: Path, language: str, domain: str) -> Path:
    return folder / language / "LC_MESSAGES" / f"{domain}.po"


@cache
def wanted(domain: str) -> Catalogue:
    """Every text of the libraries that somebody may see."""
    found: Catalogue = {}
    for folder in folders():
        paths = [_catalogue(folder, language, domain) for language in SOURCES]
        source = next((path for path in paths if path.exists()), None)
        for key, message in read(source).items() if source else ():
            found.setdefault(key, message)
    return found


@cache
def upstream(domain: str) -> Catalogue:
    """What the libraries' own Chinese catalogues translate."""
    found: Catalogue = {}
    for folder in folders():
        for key, message in read(_catalogue(folder, LANGUAGE, domain)).items():
            if message.is_translated:
                found.setdefault(key, message)
    return found


def overlay(domain: str) -> Catalogue:
    """The entries of the overlay."""
    return read(OVERLAY / f"{domain}.po")


def missing(domain: str) -> list[str]:
    """The texts that nobody translates."""
    known = upstream(domain).keys() | {k for k, m in overlay(domain).items() if m.is_translated}
    return [text for context, text in wanted(domain) if (context, text) not in known]


def lost(domain: str) -> list[str]:
    """The texts of the overlay that no library has any more."""
    return [text for key in overlay(domain) if key not in wanted(domain) for text in [key[1]]]


def unfinished(domain: str) -> list[str]:
    """The texts of the overlay whose translation is empty or fuzzy."""
    return [message.text for message in overlay(domain).values() if not message.is_translated]


def misplaced(domain: str) -> list[str]:
    """The texts of the overlay whose translation has other placeholders than the source."""
    return [m.text for m in overlay(domain).values() if m.is_translated and not _fits(m)]


def _fits(message: Message) -> bool:
    """Say whether all placeholders that every form has are there, and none that no form has."""
    forms = [set(PLACEHOLDER.findall(form)) for form in (message.text, message.plural) if form]
    used = set(PLACEHOLDER.findall("".join(message.translations)))
    return set.intersection(*forms) <= used <= set.union(*forms)


def stale(domain: str) -> list[str]:
    """The .mo file, if it is not what the .po file says."""
    compiled = OVERLAY / f"{domain}.mo"
    said = {}
    for (context, text), message in overlay(domain).items():
        key = f"{context}\x04{text}" if context else text
        said[(key, 0) if message.plural else key] = message.translations[0]
    if compiled.exists():
        with compiled.open("rb") as file:
            kept = dict(vars(gettext.GNUTranslations(file))["_catalog"])
        kept.pop("", None)
        if kept == said:
            return []
    return [f"{compiled.name} is not what {domain}.po says: run `make messages`"]


def gather(domain: str) -> None:
    """Write the missing texts into the overlay, empty, and take the lost ones out of it."""
    kept = overlay(domain)
    for key, message in wanted(domain).items():
        if key not in upstream(domain):
            kept.setdefault(key, replace(message, translations=("",)))
    texts = [_written(key, kept[key]) for key in sorted(kept) if key in wanted(domain)]
    OVERLAY.mkdir(parents=True, exist_ok=True)
    (OVERLAY / f"{domain}.po").write_text("\n".join([HEADER, *texts]), "utf-8")


def _written(key: Key, message: Message) -> str:
    flags = ["fuzzy"] if message.is_fuzzy else []
    flags += ["python-format"] if "%(" in message.text else []
    lines = [f"#, {', '.join(flags)}"] if flags else []
    lines += [f"msgctxt {_quoted(key[0])}"] if key[0] else []
    lines.append(f"msgid {_quoted(message.text)}")
    if message.plural:
        lines.append(f"msgid_plural {_quoted(message.plural)}")
    name = "msgstr[0]" if message.plural else "msgstr"
    return "\n".join([*lines, f"{name} {_quoted(message.translations[0])}", ""])


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def compile_domain(domain: str) -> None:
    """Write the .mo file; raises SystemExit without gettext."""
    program = shutil.which("msgfmt")
    if program is None:
        raise SystemExit("msgfmt is missing: install gettext")
    source, target = OVERLAY / f"{domain}.po", OVERLAY / f"{domain}.mo"
    command = [program, f"--output-file={target}", str(source)]
    subprocess.run(command, check=True)  # noqa: S603 - our own command line


def faults(domain: str) -> Iterator[str]:
    """What is wrong with the overlay, one line each."""
    yield from (f"no library has this any more: {text}" for text in lost(domain))
    yield from (f"not translated: {text}" for text in missing(domain))
    yield from (f"empty or fuzzy: {text}" for text in unfinished(domain))
    yield from (f"other placeholders: {text}" for text in misplaced(domain))
    yield from stale(domain)


def main() -> int:
    """Do what the command line asks for; gives the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gather", action="store_true", help="write the missing texts")
    parser.add_argument("--compile", action="store_true", help="write the .mo files")
    options = parser.parse_args()
    found: list[str] = []
    for domain in DOMAINS:
        if options.gather:
            gather(domain)
        if options.compile:
            compile_domain(domain)
        if not (options.gather or options.compile):
            found += faults(domain)
    for fault in found:
        print(fault)
    return int(bool(found))


if __name__ == "__main__":
    sys.path[:0] = [str(ROOT), str(ROOT / "platform")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    sys.exit(main())
