"""What the public site gives to machines: feed, sitemap, ClaimReview, data, a table, and cards to embed."""
