"""What every request has to pass before it is routed, and what every answer carries."""
