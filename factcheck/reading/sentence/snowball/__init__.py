"""The modules of snowballstemmer, each imported by itself: the package would import all its languages, in 130 ms."""

from importlib.util import find_spec

_INSTALLED = find_spec("snowballstemmer")
__path__ = list(_INSTALLED.submodule_search_locations or ()) if _INSTALLED else []
