"""Linked data: from a plan's tree to statements in standard terms, and back from any JSON-LD that makes them.

`vocabulary` has the words, `describing` says what is said with them of each part of the model; `stating` and
`understanding` follow it, one in each direction, and `expanding` asks PyLD what somebody else's JSON-LD means.
"""
