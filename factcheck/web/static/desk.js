// What every page of the desk starts; each part finds in the page whether it has something to do there.

import "./article.js";
import "./comment.js";
import "./drafts.js";
import { onKey } from "./keys.js";
import "./link.js";
import "./live.js";
import { go, move } from "./moves.js";
import "./place.js";
import { quoteSelected } from "./quote.js";

onKey("j", () => move(1), { repeats: true });
onKey("k", () => move(-1), { repeats: true });
onKey("e", quoteSelected);

// Where the address names a place, one goes on from there by keyboard too.
go(document.querySelector(":target"));
