"""By which words of claims a list is narrowed and sorted."""

EQUAL = ("verdict", "kind", "priority", "claimant", "assignee", "author", "reader", "article")
"""Words by whose value a list is narrowed."""

SORTS = (
    *("status", "verdict", "priority", "assignee", "author", "reader"),
    *("claimant", "article", "deadline", "tags", "text"),
)
"""Words by which it is sorted."""
