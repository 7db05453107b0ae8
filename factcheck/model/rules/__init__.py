"""Rules 1 to 5 of the desk, each as a check of one step that refuses in words and says what to do.

1. No rating without usable evidence.  2. Conflict stays visible.  3. Sign-off is by a second person.
4. What is published is frozen.  5. What is taken back is taken back with a reason.

`decide` has the table of them, with the edition since which each holds.
"""
