// All scenarios, by topic. A topic's recordings are in the recordings file of its name.
import type { Topic } from "../lib/scenario";
import { login } from "./login";

export const topics: Topic[] = [login];
