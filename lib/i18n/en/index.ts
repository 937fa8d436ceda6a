import { admin } from "./admin";
import { failure } from "./failure";
import { messages } from "./messages";
import { pages } from "./pages";
import { refusals } from "./refusals";

export const en = { ...pages, admin, service: messages, refusals, failure } as const;
