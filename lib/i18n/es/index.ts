/** Spanish, with "tú", in wording that is understood in Spain and in America alike. */
import type { Catalogue } from "../catalogue";
import { account } from "./account";
import { admin } from "./admin";
import { failure } from "./failure";
import { mails } from "./mails";
import { messages } from "./messages";
import { pages } from "./pages";
import { refusals } from "./refusals";

export const es: Catalogue = { ...pages, ...account, mails, admin, service: messages, refusals, failure };
