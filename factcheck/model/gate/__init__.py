"""The gate: what stands between a claim and its publication, as a plain list of checks."""
