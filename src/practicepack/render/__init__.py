"""From parts to HTML: templates, Markdown and what stands in them."""
