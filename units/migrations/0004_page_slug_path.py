"""An index that finds the page at an address without meeting the same slug in other units.

Every unit has columns of the same slugs. The table is Wagtail's, so no model can declare it; where
it is missing, pages are found as before and only more slowly.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("units", "0003_portal"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX units_page_slug_path ON wagtailcore_page (slug, path)",
            "DROP INDEX units_page_slug_path",
        )
    ]
