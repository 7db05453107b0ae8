"""What readers ask to have checked: taken in, grouped, and made a claim of or not."""
