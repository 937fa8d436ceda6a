/** What an action of the console comes back with. */
export interface ActionState {
  /** Why it was not done. */
  problem?: string;
  /** Where to confirm first who it is; what was typed waits in the form meanwhile. */
  prove?: { href: string; text: string };
  /** That it was. */
  done?: string;
  /** What was typed, by field name, so that nothing is lost. */
  texts?: Record<string, string>;
  /** Shown this once. */
  handout?: {
    label: string;
    value: string;
    /** RFC 3339, where the value is a moment: it is shown in local time once script runs. */
    moment?: string;
  }[];
}

export type FormAction = (state: ActionState, form: FormData) => Promise<ActionState>;
