"""The commands: the only code that prints, exits, or reads the clock or the environment."""

CONTENT, CALL, MACHINE, STOPPED = 1, 2, 3, 130
"""Exit codes: the content is wrong, the call is wrong, the machine is wrong, stopped with Ctrl-C."""
