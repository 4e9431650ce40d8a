"""Benchmarks: how long the library's work takes, as ratios to a floor that is measured in the same run.

    python -m benchmarks

Not for seconds: on another machine, or a busy one, they say nothing. How time grows with size is not asked here either.
"""
