"""Earlier checks: looked up, confirmed, imported."""
