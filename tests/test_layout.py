"""The layout of folders and the limits of the house, which no other tool checks."""

import ast
import re
import tomllib
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parents[1]
APPS = sorted(path.parent.name for path in ROOT.glob("*/apps.py"))
VAGUE_NAMES = {"utils", "helpers", "core", "common", "misc", "services"}
MODULE_LINES, FUNCTION_LINES, TEMPLATE_LINES = 400, 40, 150
HAN = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff]")


def named(path):
    """A path as it is read in a test's name."""
    return str(path.relative_to(ROOT))


def files(*patterns):
    """The repository's files that match, sorted."""
    return sorted({path for pattern in patterns for path in ROOT.glob(pattern)})


SOURCES = [
    path
    for path in files("*.py", "platform/config/**/*.py", *(f"{app}/**/*.py" for app in APPS))
    if "migrations" not in path.parts
]
TEMPLATES = files("templates/**/*.html", "templates/**/*.txt", "templates/**/*.xml")
CODE = [*SOURCES, *files("tests/**/*.py", "benchmarks/**/*.py", "bin/*.py")]


def test_platform_is_no_package():
    assert not (ROOT / "platform" / "__init__.py").exists()


def test_python_s_own_platform_module_is_found():
    import platform

    assert platform.system()


def test_every_app_is_installed():
    assert set(APPS) <= set(settings.INSTALLED_APPS)


def test_every_app_stands_in_a_layer():
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]

    assert set(contract["root_packages"]) == {*APPS, "config"}


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_module_is_named_for_an_idea(path):
    inside_app = path.relative_to(ROOT).parts[1:]

    assert not VAGUE_NAMES & {Path(part).stem for part in inside_app}


@pytest.mark.parametrize("path", CODE, ids=named)
def test_module_and_its_functions_are_short(path):
    text = path.read_text("utf-8")
    long = [
        node.name
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno - node.lineno >= FUNCTION_LINES
    ]

    assert long == []
    assert len(text.splitlines()) <= MODULE_LINES


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_template_is_short(path):
    assert len(path.read_text("utf-8").splitlines()) <= TEMPLATE_LINES


# Not shown to anybody: how Chinese law numbers its chapters and articles
HAN_BY_NATURE = {"content/legal_text.py"}


@pytest.mark.parametrize("path", [*SOURCES, *TEMPLATES], ids=named)
def test_visible_text_has_an_english_source(path):
    if named(path) in HAN_BY_NATURE:
        return
    assert HAN.findall(path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", files("requirements/*.txt"), ids=named)
def test_lock_has_hashes_and_names_no_server(path):
    text = path.read_text()

    assert "--hash=sha256:" in text
    assert "://" not in text


@pytest.mark.parametrize("readme", ["README.md", "README.zh.md"])
def test_every_variable_has_a_row_in_the_table(readme):
    base = (ROOT / "platform" / "config" / "settings" / "base.py").read_text()
    rows = set(re.findall(r"^\| `(\w+)`", (ROOT / readme).read_text("utf-8"), re.MULTILINE))

    assert set(re.findall(r'env\.\w+\(\s*"(\w+)"', base)) - rows == set()
