"""What the gate adds to the admin; each part registers its hooks on import."""
