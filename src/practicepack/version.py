"""The version of the program, by semantic versioning."""

__version__ = "0.1.0"
