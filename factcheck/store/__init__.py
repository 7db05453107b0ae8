"""The desk's database: the only room with SQL in it."""
