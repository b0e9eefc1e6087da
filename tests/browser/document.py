"""Reading a page for the crawler: what it names, its headings, what its main part says."""

from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
# Inside the main part, these say what the page is, not what it holds
ABOUT = {"nav", "form", "script", "style", "template"}
ABOUT_CLASSES = {"breadcrumb", "column-head", "year-filter"}


class Document(HTMLParser):
    """One page, read in one pass."""

    def __init__(self):
        super().__init__()
        self.title = ""
        self.headings = []
        self.references = []
        self.links = []
        self.ids = set()
        self.is_column = False
        self.pictures = 0
        self.words = []
        self.open = []
        self.in_main = False
        self.about_depth = None

    @property
    def text(self):
        """What the main part says beside breadcrumb, heading and forms."""
        return "".join(self.words)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.note_references(tag, values)
        if "id" in values:
            self.ids.add(values["id"])
        if tag == "meta" and values.get("name") == "ColumnName":
            self.is_column = True
        if tag == "img" and self.in_main:
            self.pictures += 1
        if tag == "h1":
            self.headings.append("")
        if tag in VOID:
            return
        self.open.append(tag)
        self.in_main = self.in_main or tag == "main"
        classes = set((values.get("class") or "").split())
        if self.about_depth is None and (tag in ABOUT or classes & ABOUT_CLASSES):
            self.about_depth = len(self.open)

    def note_references(self, tag, values):
        named = [values.get("src"), values.get("data-source")]
        named += [
            part.split()[0] for part in (values.get("srcset") or "").split(",") if part.strip()
        ]
        if tag in ("a", "area", "link"):
            named.append(values.get("href"))
        if tag == "form" and values.get("method", "get").lower() == "get":
            named.append(values.get("action"))
        self.references += [reference for reference in named if reference]
        if tag == "a" and values.get("href") and "topbar-mode" not in (values.get("class") or ""):
            self.links.append(values["href"])

    def handle_endtag(self, tag):
        if tag not in self.open:
            return
        while self.open.pop() != tag:
            pass
        if self.about_depth is not None and len(self.open) < self.about_depth:
            self.about_depth = None
        if tag == "main":
            self.in_main = False

    def handle_data(self, data):
        text = data.strip()
        if not text:
            return
        if "title" in self.open and "svg" not in self.open:
            self.title += text
        if "h1" in self.open:
            self.headings[-1] += text
        if self.in_main and self.about_depth is None:
            self.words.append(text)


def read(text):
    """Return a page that has been read."""
    document = Document()
    document.feed(text)
    document.close()
    return document
