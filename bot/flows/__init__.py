"""Conversations, one a module: pure generators that ask, say and return effects."""
