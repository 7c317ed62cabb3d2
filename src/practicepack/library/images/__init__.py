"""Drawings and photographs: what they are, and whether they can be printed."""
