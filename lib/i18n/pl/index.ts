/** Polish, with "ty", in wording that leaves the gender of whoever reads open. */
import type { Catalogue } from "../catalogue";
import { account } from "./account";
import { admin } from "./admin";
import { failure } from "./failure";
import { mails } from "./mails";
import { messages } from "./messages";
import { pages } from "./pages";
import { refusals } from "./refusals";

export const pl: Catalogue = { ...pages, ...account, mails, admin, service: messages, refusals, failure };
