"""Plans of units for a new or redesigned site: filed in versions, discussed, approved, followed."""
