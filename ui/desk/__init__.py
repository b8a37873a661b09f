"""The editors' desk: what is to be looked at, its evidence, and the decisions taken on it."""
