"""What people look for: synonyms, counts without personal data, and promoted results."""
