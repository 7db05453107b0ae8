"""The command line: parse, call one workflow function, print. Each module imported here adds its commands."""

from factcheck.cli import (  # noqa: F401 - each adds its commands
    accounts,
    articles,
    check,
    claims,
    comments,
    corrections,
    data,
    evidence,
    fetching,
    following,
    matching,
    notify,
    outside,
    person,
    publishing,
    redaction,
    report,
    requests,
    serve,
    start,
    stats,
    todo,
    verdict,
    work,
)
from factcheck.cli.app import main as main
