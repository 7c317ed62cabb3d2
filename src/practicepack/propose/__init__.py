"""Propose workshops that fit some people, their time and what they want to talk about."""
