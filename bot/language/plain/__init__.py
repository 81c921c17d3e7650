"""Plain language: what in a text is hard to read, what to say instead, and what a word means (P2.1)."""
