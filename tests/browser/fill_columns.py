"""Made-up text in columns of a unit of the demo city: `python -m … CODE`."""

import sys

import django


def fill(code):
    """Fill the unit's required columns, and its own, with a paragraph each."""
    from django.db.models import Q

    from content.models import ColumnPage
    from units.models import Unit
    from units.unit_pages import pages_of
    from workflows.gate.certificates import fixtures

    pages = pages_of([Unit.objects.get(code=code)])
    with fixtures():
        for column in ColumnPage.objects.filter(Q(is_required=True) | Q(key=""), pk__in=pages):
            column.body = [("paragraph", "<p>示范内容，仅供演示。</p>")]
            column.save()


if __name__ == "__main__":
    django.setup()
    fill(sys.argv[1])
