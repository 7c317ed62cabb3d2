"""Answer a build in which nothing has changed, from its packs' manifests and the standard library alone."""
