"""One module a channel: verify, parse, send. Decides nothing."""
