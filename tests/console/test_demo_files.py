"""The demo's pictures, attachments and tables: drawn and written without any outside help."""

import csv
from collections import Counter
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PIL import Image

from console.demo.attachments import make
from console.demo.canvas import HUES
from console.demo.pictures import draw
from console.demo.scenes import SCENES
from console.demo.seeds import AttachmentSeed, PictureSeed
from units.palette import ACCENTS

LINKS = Path(__file__).parents[2] / "home" / "data" / "links.csv"


def picture(scene, **values):
    return PictureSeed(f"test-{scene}", scene, "blue", "", "", **values)


def test_equal_seeds_draw_equal_pictures():
    assert draw(picture("arcs")) == draw(picture("arcs"))


@pytest.mark.parametrize("scene", SCENES)
def test_every_scene_is_drawn_at_its_size(scene):
    with Image.open(BytesIO(draw(picture(scene, width=320, height=200)))) as image:
        assert image.size == (320, 200)


def test_portrait_is_drawn():
    with Image.open(BytesIO(draw(picture("bridge", width=200, height=280)))) as image:
        assert image.size == (200, 280)


def test_every_accent_of_the_palette_can_be_drawn():
    assert set(HUES) == {accent.name for accent in ACCENTS.values()}


def test_pdf_has_pages_and_is_equal_from_run_to_run():
    seed = AttachmentSeed("a", "附件", "pdf", ("示例文件",) * 80)
    data = make(seed)
    assert data == make(seed)
    assert data.startswith(b"%PDF-1.4")
    assert data.count(b"/Type /Page ") == 3


def test_workbook_opens_with_its_rows():
    seed = AttachmentSeed("b", "附件", "xlsx", (), ("项目", "数量"), (("桥<梁>", "3"),))
    sheet = load_workbook(BytesIO(make(seed))).active
    assert list(sheet.values) == [("项目", "数量"), ("桥<梁>", "3")]
    assert make(seed) == make(seed)


def test_link_directory_has_the_groups_and_counts_of_its_sources():
    with LINKS.open(encoding="utf-8") as source:
        rows = list(csv.DictReader(source))
    groups = Counter(row["group"] for row in rows)
    assert groups["下属单位"] == 10
    assert groups["省级部门"] == 29
    assert groups["市级网站"] == 15
    assert groups["社会团体"] == 4
    assert groups["便民服务"] >= 60
    assert len({row["url"] for row in rows}) == len(rows)
    assert all(".example/" in row["url"] for row in rows)
