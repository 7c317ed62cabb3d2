"""Commands that look after the machine: its cache, and what practicepack needs of it."""
