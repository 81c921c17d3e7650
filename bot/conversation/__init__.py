"""Receive, understand, route, facts, engine, apply: one message, one turn, one transaction."""
