"""The system checks of stored files."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.urls import path
from django.views import static

from files import checks


def test_nginx_serves_static_files_only():
    template = settings.BASE_DIR / "deploy" / "nginx" / "batong.conf.template"
    lines = [line.strip() for line in template.read_text().splitlines()]
    folders = [line for line in lines if line.startswith(("alias ", "root "))]
    assert folders and all("${BATONG_STATIC_ROOT}/" in line for line in folders)


def test_no_address_of_the_install_serves_the_media_folder():
    assert checks.check_media_have_no_address() == []


def test_the_storage_of_the_install_is_safe():
    assert checks.check_storage() == []


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        (settings.MEDIA_ROOT, True),
        (Path(settings.MEDIA_ROOT) / "documents", True),
        (Path(settings.MEDIA_ROOT).parent, True),
        (settings.STATIC_ROOT, False),
    ],
)
def test_an_address_of_a_folder_with_stored_files_is_found(folder, expected):
    pattern = path("files/<path:path>", static.serve, {"document_root": folder})
    assert checks.serves_media(pattern) == expected


def test_an_address_that_serves_media_fails_the_check(monkeypatch):
    pattern = path("media/<path:path>", static.serve, {"document_root": settings.MEDIA_ROOT})
    monkeypatch.setattr(checks, "_patterns", lambda found: iter([pattern]))
    assert [error.id for error in checks.check_media_have_no_address()] == ["files.E001"]


def test_a_storage_that_overwrites_fails_the_check(monkeypatch):
    monkeypatch.setattr(checks, "default_storage", FileSystemStorage(allow_overwrite=True))
    assert [error.id for error in checks.check_storage()] == ["files.E002"]


def test_a_storage_that_everybody_reads_fails_the_check(monkeypatch):
    storage = FileSystemStorage()
    storage.default_acl = "public-read"
    monkeypatch.setattr(checks, "default_storage", storage)
    assert [error.id for error in checks.check_storage()] == ["files.E003"]
