/** The words of the error boundaries. They alone reach the browser as script, hence their own file. */
export const failure = {
  title: "Something went wrong",
  lead: "This is on our side, and it has been written down. Try again; if it stays like this, tell us the reference.",
  again: "Try again",
  start: "Go to the start page",
  reference: "Reference:",
  support: "Contact support",
} as const;
