"""Pages anyone may see, and the phone simulator."""
