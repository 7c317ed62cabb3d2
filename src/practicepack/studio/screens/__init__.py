"""The screens, one module each: what a page shows, and what its forms do."""
