import type { Language } from "../language";
import { admin } from "./admin";
import { messages } from "./messages";
import { pages } from "./pages";

export const en: Language = { code: "en", dir: "ltr", pages, admin, messages };
