"""Workshop packs from practice content and session plans."""

__version__ = "0.1.0"
