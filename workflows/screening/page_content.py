"""What is gathered of a page: its texts with their places, and the files it refers to."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage

from workflows.screening.findings import Place, TextPart
from workflows.screening.rich_text import pieces_of


@dataclass(slots=True)
class PageContent:
    """The texts of a page, and the files it shows or offers, by their keys.

    The places of files are those where they first stand.
    """

    parts: list[TextPart] = field(default_factory=list)
    images: dict[int, AbstractImage] = field(default_factory=dict)
    documents: dict[int, AbstractDocument] = field(default_factory=dict)
    image_places: dict[int, Place] = field(default_factory=dict)
    document_places: dict[int, Place] = field(default_factory=dict)

    def add(self, place: Place, text: str, context: str = "") -> None:
        """Keep a text, unless it is empty."""
        if text.strip():
            self.parts.append(TextPart(place, text, context or place.label))

    def take(self, inner: PageContent, context: str) -> None:
        """Keep what was gathered apart, with what readers see beside it."""
        self.parts += [replace(part, context=context or part.context) for part in inner.parts]
        self.images |= inner.images
        self.documents |= inner.documents
        self.image_places = inner.image_places | self.image_places
        self.document_places = inner.document_places | self.document_places

    def add_rich_text(self, place: Place, html: str) -> None:
        """Keep the words of a rich text, its links, and the files it shows."""
        pieces = pieces_of(html)
        self.add(place, pieces.text)
        self.add(
            inside(place, "beside", pgettext("place in a page", "hidden words")),
            "\n".join(pieces.beside),
        )
        for number, link in enumerate(pieces.links, start=1):
            self.add(inside(place, f"link.{number}", pgettext("place in a page", "link")), link)
        for image in get_image_model().objects.in_bulk(pieces.image_ids).values():
            self.add_file(place, image)
        for document in get_document_model().objects.in_bulk(pieces.document_ids).values():
            self.add_file(place, document)

    def add_file(self, place: Place, file: AbstractImage | AbstractDocument) -> None:
        """Keep a file, and what it is called: title, alternative text and name."""
        if isinstance(file, AbstractImage):
            self.images[file.pk] = file
            self.image_places.setdefault(file.pk, place)
            self.add(
                inside(place, "alt", pgettext("place in a page", "alternative text")),
                file.description,
            )
            self.add(
                inside(place, "alt", pgettext("place in a page", "alternative text")),
                _alt_text(file),
            )
        else:
            self.documents[file.pk] = file
            self.document_places.setdefault(file.pk, place)
        self.add(
            inside(place, "title", pgettext("place in a page", "title of the file")), file.title
        )
        name = PurePosixPath(file.file.name or "").name
        self.add(inside(place, "name", pgettext("place in a page", "name of the file")), name)

    def add_strings(self, place: Place, value: object) -> None:
        """Keep every string in a value of lists and dictionaries."""
        if isinstance(value, str):
            self.add(place, value)
        elif isinstance(value, dict):
            for key, inner in value.items():
                self.add_strings(inside(place, key), inner)
        elif isinstance(value, list | tuple):
            for number, inner in enumerate(value):
                self.add_strings(inside(place, number), inner)


def inside(place: Place, key: object, label: str = "") -> Place:
    """Return the place of something inside, or beside, what stands at a place."""
    return Place(f"{place.path}.{key}", joined(place.label, label), place.page)


def joined(label: str, inner: str) -> str:
    """Return a label that leads from the outer thing to the inner one."""
    if not (label and inner):
        return label or inner
    return _("%(outer)s > %(inner)s") % {"outer": label, "inner": inner}


def _alt_text(image: AbstractImage) -> str:
    """Return the alternative text given where the image is used."""
    return str(getattr(image, "contextual_alt_text", None) or "")
