"""Take the pictures of docs/screenshots.md from a running demo: `bin/screenshots.py ADDRESS`.

Every page is taken whole, at the width of a phone and of a desk, as small WebP files. What they
show must be looked at by a person; docs/screenshots.md says what to ask.
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from PIL import Image
from playwright.sync_api import Page, sync_playwright

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "screenshots"
SIZES = {390: 844, 1440: 900}
# Longer pages are cut: what follows is more of the same
LONGEST = 4500
QUALITY = 60
UNIT = "jyj"

# Where to go: a host below the portal's ("" is the portal's), a path, and what to follow there
PAGES = {
    "portal-home": ("", "/", ""),
    "unit-home": (UNIT, "/", ""),
    "column": (UNIT, "/xwdt/", ""),
    "article": (UNIT, "/xwdt/", "main .row-title"),
    "policy": (UNIT, "/zcfg/", "main .policy-list a"),
    "service-guide": (UNIT, "/bs/", "main .cards a"),
    "directory": ("", "/units/", ""),
    "page-not-found": (UNIT, "/no/such/page/", ""),
    "portal-home-elder": ("", "/elder/", ""),
}


def main() -> None:
    """Take all pictures and say how large they are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address", nargs="?", default="http://localhost:8000")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--only", nargs="*", choices=PAGES, default=list(PAGES))
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    for name, picture in pictures(options.address, options.only):
        file = options.folder / f"{name}.webp"
        picture.save(file, "WEBP", quality=QUALITY, method=6)
        print(f"{file}: {picture.width}×{picture.height}, {file.stat().st_size / 1024:.0f} KB")


def pictures(address: str, names: list[str]) -> Iterator[tuple[str, Image.Image]]:
    """Yield the picture of each page at each width, with its name."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        for width, height in SIZES.items():
            context = chromium.new_context(
                locale="zh-CN", viewport={"width": width, "height": height}
            )
            page = context.new_page()
            for name in names:
                go_to(page, address, *PAGES[name])
                yield f"{name}-{width}", picture_of(page, width)
            context.close()
        chromium.close()


def go_to(page: Page, address: str, host: str, path: str, follow: str) -> None:
    """Open a page, or the one that the first link found on it leads to."""
    parts = urlsplit(address)
    netloc = f"{host}.{parts.netloc}" if host else parts.netloc
    page.goto(urlunsplit((parts.scheme, netloc, path, "", "")))
    if follow:
        page.locator(follow).first.click()
        page.wait_for_load_state()


def picture_of(page: Page, width: int) -> Image.Image:
    """Return the whole page as it is once its pictures, which wait for the reader, are there."""
    page.evaluate("document.querySelectorAll('img').forEach((image) => (image.loading = 'eager'))")
    page.wait_for_load_state("networkidle")
    page.evaluate("Promise.all([...document.images].map((image) => image.decode()))")
    shot = Image.open(BytesIO(page.screenshot(full_page=True))).convert("RGB")
    return shot.crop((0, 0, width, min(shot.height, LONGEST)))


if __name__ == "__main__":
    main()
