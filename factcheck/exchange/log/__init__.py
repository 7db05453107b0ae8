"""A public log: an append-only Merkle tree of what was published, as plain files (C2SP tlog-tiles)."""
