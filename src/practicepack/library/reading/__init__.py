"""YAML with positions: read, checked against the models, and explained where it is wrong."""
