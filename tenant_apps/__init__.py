"""Apps of one tenant's schema, on floors: imports go down, never sideways."""
