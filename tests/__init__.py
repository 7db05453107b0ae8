"""The tests, laid out as the package is; a package themselves, since some libraries bring one of this name."""
