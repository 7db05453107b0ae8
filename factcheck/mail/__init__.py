"""Mail: a message written as the standards have it, and sent through the desk's own server."""
