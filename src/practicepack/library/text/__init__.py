"""The Markdown and the placeholders that texts may have."""
