"""Knowledge units: kinds, fields, forms, and how they read."""
