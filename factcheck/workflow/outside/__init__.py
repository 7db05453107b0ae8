"""People outside the desk who are asked, by a link, to read the draft of a claim or an article and to answer."""
