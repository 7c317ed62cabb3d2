"""When: minutes fitted, days ordered, pauses and fixed times."""
