/** French, with the formal "vous". Before : ; ! ? and inside « » stands a narrow no-break space (U+202F). */
import type { Catalogue } from "../catalogue";
import { account } from "./account";
import { admin } from "./admin";
import { failure } from "./failure";
import { mails } from "./mails";
import { messages } from "./messages";
import { pages } from "./pages";
import { refusals } from "./refusals";

export const fr: Catalogue = { ...pages, ...account, mails, admin, service: messages, refusals, failure };
