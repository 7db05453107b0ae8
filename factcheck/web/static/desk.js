// What every page of the desk starts; each part finds in the page whether it has something to do there.

import "./article.js";
import "./link.js";
import "./quote.js";
import "./unsaved.js";
