"""The desk in a browser: pages and forms over the same workflow functions as the command line."""
