"""What each field that people fill in is for, in a sentence: of a claim, a source and an article."""

CLAIM_FIELDS: dict[str, str] = {
    "ref": "A short name for files and addresses; else made from the wording.",
    "quote": "The claimant's exact words, without quotation marks, where they differ from the wording.",
    "claimant": "Who made the claim.",
    "claimant_type": "Whether that is a person or an organization; for readers of ClaimReview.",
    "claimed_on": "When: 2011, 2011-12, 2011-12-25 or 1997/2012.",
    "said_in": "Where: a link, or words such as a programme's name.",
    "appearances": "A link where the claim appears; may be repeated.",
    "article": "The ref of the article under check.",
    "locator": "The place in the article, such as 'paragraph 5'.",
    "sentence": "The words of the article it is from, such as a sentence, whoever's they are.",
    "kind": "What sort of assertion it is.",
    "context": "What a reader needs to know to understand it.",
    "would_settle": "What would decide it.",
    "tags": "A topic; may be repeated.",
    "priority": "How soon it should be checked.",
    "language": "The language of the wording, such as en or ar.",
    "assignee": "Who checks it.",
    "deadline": "The day by which the check is wanted, such as 2026-12-01.",
    "note": "A private note, never shown on a page.",
}

SOURCE_FIELDS: dict[str, str] = {
    "url": "Its address, for a source on record that has a wrong one or none.",
    "archived_url": "A copy that somebody else keeps, such as a web archive.",
    "title": "Its title.",
    "publisher": "Who published it.",
    "author": "Who wrote it.",
    "published_on": "When: 2011, 2011-12, 2011-12-25 or 1997/2012.",
    "kind": "What sort of source it is.",
    "origin": "A label shared by copies of one report, so that they count once.",
    "party_to_dispute": "It is a side of the dispute.",
    "language": "Its language, such as en or ar.",
    "confidential": "Never name it on a page.",
    "note": "What a reader should know of it; shown on pages.",
}

ARTICLE_FIELDS: dict[str, str] = {
    "ref": "A short name; that of an article that is here makes this its revised draft.",
    "title": "Its title.",
    "url": "Where it is published.",
    "publisher": "Who publishes it.",
    "byline": "Who wrote it.",
    "published_on": "When: 2011, 2011-12, 2011-12-25 or 1997/2012.",
    "language": "Its language, such as en or ar.",
    "context": "What a reader needs to know of it.",
}
