"""Consent, opting out and in."""
