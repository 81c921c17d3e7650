"""The dashboard: what staff see and do, behind a sign-in."""
