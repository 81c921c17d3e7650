"""Places, waiting list, needs to tasks, reminders, calendar files."""
