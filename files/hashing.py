"""The hash that names a file's bytes."""

import hashlib

from django.core.files.base import File


def content_hash(file: File[bytes]) -> str:
    """Return the SHA-256 of the file's bytes in hexadecimal; the position is kept."""
    digest = hashlib.sha256()
    with_position = file.tell() if not file.closed else 0
    file.open()
    file.seek(0)
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(with_position)
    return digest.hexdigest()
