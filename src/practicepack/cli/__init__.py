"""The commands: the only code that prints, exits, or reads the clock or the environment."""
