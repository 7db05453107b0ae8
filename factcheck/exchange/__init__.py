"""Other forms the desk's claims come in or go out as."""
