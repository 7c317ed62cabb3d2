"""Which characters can be set, in which fonts, and how wide they are."""
