"""Background jobs on an existing queue; each calls one workflow function."""
