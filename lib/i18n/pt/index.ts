/** Portuguese, with "você", as in Brazil; browsers that ask for pt-PT get it too. */
import type { Catalogue } from "../catalogue";
import { account } from "./account";
import { admin } from "./admin";
import { failure } from "./failure";
import { mails } from "./mails";
import { messages } from "./messages";
import { pages } from "./pages";
import { refusals } from "./refusals";

export const pt: Catalogue = { ...pages, ...account, mails, admin, service: messages, refusals, failure };
