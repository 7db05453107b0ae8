"""Telling people, by mail, and programs, by webhooks, of what waits for them."""
