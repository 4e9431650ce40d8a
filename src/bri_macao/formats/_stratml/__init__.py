"""StratML's rooms: the rules of the standard as data, records of documents, and how a plan goes into one and comes back."""
