"""Make the small files of the demo without any library for them: a PDF of text, a workbook.

The PDF names a standard Chinese font instead of carrying one, so its text can be found and
copied, and a file takes two kilobytes.
"""

from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from console.demo.seeds import AttachmentSeed

LINE_CHARACTERS = 36
LINES_ON_PAGE = 34
FONT_SIZE = 12
LEADING = 21
LEFT, TOP = 72, 770
FONT_OBJECTS = 3
FIRST_PAGE = 3 + FONT_OBJECTS


def make(seed: AttachmentSeed) -> bytes:
    """Return the file that ``seed`` describes; equal seeds give equal bytes."""
    return _pdf(seed) if seed.kind == "pdf" else _workbook(seed)


def _lines(seed: AttachmentSeed) -> list[str]:
    lines: list[str] = []
    for paragraph in seed.paragraphs:
        cuts = range(0, max(1, len(paragraph)), LINE_CHARACTERS)
        lines.extend(paragraph[cut : cut + LINE_CHARACTERS] for cut in cuts)
    return lines


def _pdf(seed: AttachmentSeed) -> bytes:
    lines = _lines(seed)
    pages = [lines[cut : cut + LINES_ON_PAGE] for cut in range(0, len(lines), LINES_ON_PAGE)]
    kids = " ".join(f"{FIRST_PAGE + 2 * index} 0 R" for index in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
        b" /DescendantFonts [4 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor 5 0 R"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /Ascent 859 /Descent -140"
        b" /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /CapHeight 683 /StemV 93 >>",
    ]
    for index, page in enumerate(pages):
        stream = _page_stream(page)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents"
            f" {FIRST_PAGE + 2 * index + 1} 0 R /Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    return _assembled(objects)


def _page_stream(lines: list[str]) -> bytes:
    shown = [f"<{line.encode('utf-16-be').hex()}> Tj T*" for line in lines]
    return "\n".join(
        ["BT", f"/F1 {FONT_SIZE} Tf {LEADING} TL {LEFT} {TOP} Td", *shown, "ET"]
    ).encode()


def _assembled(objects: list[bytes]) -> bytes:
    output = BytesIO()
    output.write(b"%PDF-1.4\n%\xe4\xb8\xad\xe6\x96\x87\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(output.tell())
        output.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = output.tell()
    output.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    output.writelines(b"%010d 00000 n \n" % place for place in places)
    output.write(
        b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    )
    return output.getvalue()


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{SHEET_TYPE}.sheet.main+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml"'
        f' ContentType="{SHEET_TYPE}.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1"'
        f' Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1"'
        f' Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
}


def _workbook(seed: AttachmentSeed) -> bytes:
    output = BytesIO()
    with ZipFile(output, "w", ZIP_DEFLATED) as archive:
        for name, content in (PARTS | {"xl/worksheets/sheet1.xml": _sheet(seed)}).items():
            entry = ZipInfo(name, date_time=(2020, 1, 1, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, HEAD + content)
    return output.getvalue()


def _sheet(seed: AttachmentSeed) -> str:
    rows = "".join(_row(row) for row in (seed.columns, *seed.rows))
    width = f'<cols><col min="1" max="{len(seed.columns)}" width="24" customWidth="1"/></cols>'
    return f'<worksheet xmlns="{MAIN}">{width}<sheetData>{rows}</sheetData></worksheet>'


def _row(cells: tuple[str, ...]) -> str:
    written = "".join(f'<c t="inlineStr"><is><t>{escape(cell)}</t></is></c>' for cell in cells)
    return f"<row>{written}</row>"
