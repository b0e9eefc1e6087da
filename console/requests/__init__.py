"""What units ask the IT office for: a site, another layout, a column, a change, an end."""
