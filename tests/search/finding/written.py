"""Public items whose text is given."""

from search.finding.index import index
from search.models import PublishedItem
from search.rows import with_keys
from tests.factories import make_item


def write(column, title, text="", **values):
    """Make a public item; its text and other columns are written straight into its row."""
    page = make_item(column, title=title)
    row = PublishedItem.objects.get(page_id=page.pk)
    for name, value in {"text": text, **values}.items():
        setattr(row, name, value)
    with_keys(row)
    row.save()
    index([row])
    return row
