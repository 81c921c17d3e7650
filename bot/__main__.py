"""Runs commands."""

from bot.commands.program import main

if __name__ == "__main__":
    main()
