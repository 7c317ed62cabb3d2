"""What was made before and can be made again: parts that were laid out, content that was read."""
