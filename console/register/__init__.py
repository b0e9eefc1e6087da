"""The register of units as the IT office works with it: list, detail, import, runs, blueprints."""
