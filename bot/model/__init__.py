"""The nouns, the rules that belong to a noun, and the promises siblings share. No I/O, no clock, no randomness."""
