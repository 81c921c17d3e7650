"""What a finished turn changes in the world, one module a noun; called inside the turn's transaction."""
