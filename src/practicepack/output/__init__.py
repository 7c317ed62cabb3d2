"""Packs on the disk: written whole or not at all, with a manifest."""
