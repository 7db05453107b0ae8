"""Who is let in: by a link that works once, by name and password, or by what a proxy says."""
