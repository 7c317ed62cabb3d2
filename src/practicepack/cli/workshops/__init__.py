"""Commands that start, propose and show the plan of a workshop."""
