"""Small office files for tests, made with the programs' own formats."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from docx.oxml import parse_xml
from openpyxl import Workbook
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

WORD_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def saved(book_or_document):
    buffer = BytesIO()
    book_or_document.save(buffer)
    return buffer.getvalue()


def word(*paragraphs, change=lambda document: None):
    """Return a Word file with these paragraphs, changed further by a function."""
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    change(document)
    return saved(document)


def word_with_xml(xml):
    """Return a Word file whose last paragraph is given as XML; ``NAMES`` stands for namespaces."""
    element = parse_xml(xml.replace("NAMES", WORD_NAMES))
    return word("Before", change=lambda document: document.element.body.insert(1, element))


def workbook(rows, change=lambda book: None):
    """Return a workbook whose first sheet has these rows, changed further by a function."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    change(book)
    return saved(book)


def pdf_with(*texts, change=lambda writer: None):
    """Return a PDF with one page for each text, in Latin letters; without a text it is drawn."""
    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    for text in texts:
        page = writer.add_blank_page(width=300, height=200)
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
        stream = DecodedStreamObject()
        drawn = f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET" if text else "q /Scan Do Q"
        stream.set_data(drawn.encode())
        page[NameObject("/Contents")] = writer._add_object(stream)
    change(writer)
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def repacked(content, **members):
    """Return a packed file with some members replaced or added; ``__`` stands for the slash."""
    found, buffer = ZipFile(BytesIO(content)), BytesIO()
    new = {name.replace("__", "/").replace("_dot_", "."): inner for name, inner in members.items()}
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name in found.namelist():
            if name not in new:
                archive.writestr(name, found.read(name))
        for name, inner in new.items():
            archive.writestr(name, inner)
    return buffer.getvalue()


def packed(**members):
    """Return an archive with these members."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, inner in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), inner)
    return buffer.getvalue()
