/**
 * A state that a page can be in, and how it comes about. tests/e2e/states.spec.ts holds axe to each of them in every look;
 * `npm run screenshots -- --all` photographs them. A page without a state is found by tests/unit/states.test.ts.
 */
import type { Page } from "@playwright/test";
import type { Mailbox } from "../fixtures/mailbox";
import type { People, Person } from "../fixtures/people";
import type { Stack } from "../fixtures/stack";

/** What every state may use, as the fixtures give it. */
export interface AtHand {
  page: Page;
  people: People;
  mailbox: Mailbox;
  stack: Stack;
  newVisitor: () => Promise<Page>;
  signedIn: (page: Page, who: Pick<Person, "email" | "password">) => Promise<void>;
}

export interface State<With = AtHand> {
  /** Unique within its group; the picture's name. */
  name: string;
  /** The page's folder under `app`, without route groups, as in `/admin/identities/[id]`. */
  page: string;
  /** What it shows is gone when its address is opened again: a one-time notice, what a server action said. */
  isOnce?: true;
  /** Leads the page there; it ends once the state is visible. */
  open(at: With): Promise<unknown>;
}

export interface StateGroup<With = AtHand> {
  /** The folder of its pictures. */
  name: string;
  states: State<With>[];
}
