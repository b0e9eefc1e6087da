"""What the packed formats of office programs share: safe unpacking, and XML without entities."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from lxml import etree

from files.text.pages import Part, Reading
from files.text.unreadable import Reason, UnreadableFile

# Office programs never declare a document type; whoever does so means to expand entities
_DOCTYPE = [b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be")]
_CUSTOM_XML = re.compile(r"(^|/)customxml/item\d*\.xml$", re.IGNORECASE)
_EMBEDDED = re.compile(r"(^|/)embeddings/", re.IGNORECASE)
_PROPERTIES = ("docProps/app.xml", "docProps/custom.xml")
# What an office program writes of itself into its properties
_NOISE = {"Application", "AppVersion", "Template", "TitlesOfParts", "HeadingPairs", "DocSecurity"}
ENCRYPTED_FLAG = 1


@contextmanager
def opened(content: bytes, reading: Reading) -> Iterator[ZipFile]:
    """Give the archive. Raises ``UnreadableFile`` for bombs, passwords, macros and entities."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            _require_small(archive, reading)
            _require_harmless(archive, reading.name)
            yield archive
    except (BadZipFile, NotImplementedError, EOFError) as error:
        raise UnreadableFile(Reason.BROKEN, reading.name) from error


def _require_small(archive: ZipFile, reading: Reading) -> None:
    """Compare what the archive declares; no more than that is ever unpacked of a member."""
    members = archive.infolist()
    if len(members) > reading.limits.members:
        raise UnreadableFile(Reason.UNPACKS_TOO_LARGE, reading.name)
    reading.count_unpacked(sum(member.file_size for member in members))
    if any(member.flag_bits & ENCRYPTED_FLAG for member in members):
        raise UnreadableFile(Reason.ENCRYPTED, reading.name)


def _require_harmless(archive: ZipFile, name: str) -> None:
    for member in archive.namelist():
        if member.lower().endswith("vbaproject.bin"):
            raise UnreadableFile(Reason.MACROS, name)
        if member.lower().endswith((".xml", ".rels", ".vml")):
            content = archive.read(member)
            if any(mark in content for mark in _DOCTYPE):
                raise UnreadableFile(Reason.ENTITIES, name)


def parsed(content: bytes) -> etree._Element:
    """Return the root of an XML file; entities stay unexpanded, nothing is fetched.

    Drawings of older programs are not quite XML; what can be read of them is.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, recover=True
    )
    root = etree.fromstring(content, parser)
    return etree.Element("nothing") if root is None else root


def local_name(element: etree._Element) -> str:
    """Return the name of an element without its namespace; empty for what is no element."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def texts(root: etree._Element, *names: str) -> list[str]:
    """Return the texts of the elements of these names, each with all that is inside."""
    found = (element for element in root.iter() if local_name(element) in names)
    return [text for element in found if (text := "".join(element.itertext()).strip())]


def read_further_properties(archive: ZipFile, reading: Reading) -> None:
    """Read what a file's properties say besides those that the libraries give."""
    for member in set(_PROPERTIES) & set(archive.namelist()):
        for element in parsed(archive.read(member)):
            name = element.get("name") or local_name(element)
            text = " ".join(part.strip() for part in element.itertext() if part.strip())
            if name not in _NOISE and not text.isdigit() and text not in ("true", "false"):
                reading.add(0, text, Part.METADATA, name)


def read_links(archive: ZipFile, reading: Reading) -> None:
    """Read the addresses that the file points to."""
    targets = dict.fromkeys(
        relation.get("Target", "")
        for member in archive.namelist()
        if member.endswith(".rels")
        for relation in parsed(archive.read(member))
        if relation.get("TargetMode") == "External"
    )
    reading.add(0, "\n".join(targets), Part.LINK)


def read_stored(archive: ZipFile, reading: Reading) -> None:
    """Read the data that forms and cover pages keep behind the text."""
    for member in archive.namelist():
        if _CUSTOM_XML.search(member):
            lines = (line.strip() for line in parsed(archive.read(member)).itertext())
            reading.add(0, "\n".join(line for line in lines if line), Part.STORED)


def embedded_members(archive: ZipFile) -> list[str]:
    """Return the names of the members that are files of their own."""
    return [member for member in archive.namelist() if _EMBEDDED.search(member)]
