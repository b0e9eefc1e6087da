"""Changes of what the public sees outside pages, by two persons."""
