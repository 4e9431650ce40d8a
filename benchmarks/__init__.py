"""Benchmarks: how long the library's work takes, as ratios to a floor that is measured in the same run.

    python -m benchmarks

Not for seconds: on another machine, or a busy one, they say nothing. How time and memory grow with the size of a corpus
is a question of its own:

    python -m benchmarks.corpus 1000 3000 10000
"""
