"""Storing the demo's pictures and attachments: a row each, in bulk, in their unit's collection."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from wagtail.models import Collection

from console.demo.attachments import make
from console.demo.pictures import draw
from console.demo.seeds import AttachmentSeed, PictureSeed
from files.models import Document, Image
from files.page_count import count_pages
from search.backends.bulk import index_objects

WORKERS = 2
# Pictures a worker draws before it hands them over.
CHUNK = 8


def store_pictures(wanted: Mapping[PictureSeed, Collection]) -> dict[PictureSeed, Image]:
    """Draw pictures and store them, each in its collection."""
    seeds = list(wanted)
    with ProcessPoolExecutor(WORKERS) as pool:
        drawn = pool.map(draw, seeds, chunksize=CHUNK)
        images = {
            seed: _image(seed, data, wanted[seed]) for seed, data in zip(seeds, drawn, strict=True)
        }
    Image.objects.bulk_create(images.values(), batch_size=200)
    index_objects(images.values())
    return images


def _image(seed: PictureSeed, data: bytes, collection: Collection) -> Image:
    image = Image(
        title=seed.caption,
        description=seed.alt,
        rights=_("Drawn for the demonstration"),
        collection=collection,
        file_size=len(data),
        file_hash=hashlib.sha1(data, usedforsecurity=False).hexdigest(),
        content_hash=hashlib.sha256(data).hexdigest(),
    )
    image.file.save(seed.file_name, ContentFile(data), save=False)
    # Saving the file empties them: it is not open to be measured again
    image.width, image.height = seed.width, seed.height
    return image


def store_attachments(
    wanted: Iterable[tuple[AttachmentSeed, Collection]],
) -> dict[str, Document]:
    """Write attachments and store them; the result finds them by the key of their seed."""
    documents = {seed.key: _document(seed, collection) for seed, collection in wanted}
    Document.objects.bulk_create(documents.values(), batch_size=200)
    index_objects(documents.values())
    return documents


def _document(seed: AttachmentSeed, collection: Collection) -> Document:
    data = make(seed)
    document = Document(
        title=seed.title,
        collection=collection,
        file_size=len(data),
        file_hash=hashlib.sha1(data, usedforsecurity=False).hexdigest(),
        content_hash=hashlib.sha256(data).hexdigest(),
    )
    document.file.save(seed.file_name, ContentFile(data), save=False)
    document.page_count = count_pages(document.file, seed.kind)
    document.file.close()
    return document
