"""What a message means: text in; language, intent, entities and confidence out. Knows nothing of `bot`."""
