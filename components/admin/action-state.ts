/** What an action of the console comes back with. */
export interface ActionState {
  /** Why it was not done. */
  problem?: string;
  /** That it was. */
  done?: string;
  /** What was typed, by field name, so that nothing is lost. */
  texts?: Record<string, string>;
  /** Shown this once. */
  handout?: { label: string; value: string }[];
}

export type FormAction = (state: ActionState, form: FormData) => Promise<ActionState>;
