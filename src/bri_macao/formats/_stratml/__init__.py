"""StratML's rooms: the standard's rules as data, records of documents, how a plan goes in and comes back."""
