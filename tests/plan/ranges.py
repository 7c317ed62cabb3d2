"""Ranges of minutes for properties."""

from hypothesis import strategies as st

from practicepack.plan.clock.timing import MinuteRange

PARTS = st.lists(st.integers(0, 90), min_size=3, max_size=3).map(lambda three: MinuteRange(*sorted(three)))
