"""Which user of this machine runs the program, as the machine itself knows it."""

import os
from getpass import getuser

try:
    import pwd
except ImportError:  # Windows
    pwd = None  # type: ignore[assignment]


def machine_user() -> str:
    """The name of the user the process belongs to; the environment, which anybody may set, counts on Windows alone."""
    if pwd is None:
        return os.environ.get("USERNAME") or getuser()
    number = os.getuid()
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return str(number)


def login_name() -> str:
    """The name under which somebody is logged in, as the environment or the machine tells it."""
    try:
        return getuser()
    except (KeyError, OSError):
        return "somebody"
