"""Commands that make packs, and send them to a printer."""
