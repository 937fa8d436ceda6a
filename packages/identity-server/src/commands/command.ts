// What the commands of the command line have in common.

/** Where a command reads from and writes to; tests put their own in its place. */
export interface Terminal {
  env: Record<string, string | undefined>;
  out(text: string): unknown;
  error(text: string): unknown;
  readInput(): Promise<string>;
}

export interface Command {
  help: string;
  /** @returns the exit code: 0 done, 1 failed */
  run(args: string[], terminal: Terminal): Promise<number>;
}

/** The command was called wrongly; the message says how, and its help follows. */
export class UsageError extends Error {}

/** The command could not do its work; the message is for whoever called it, no stack is shown. */
export class CommandError extends Error {}

/** Configuration files as Kratos takes them: `-c` again and again, or with commas in between. */
export function configFiles(values: string[] | undefined): string[] {
  return (values ?? []).flatMap((value) => value.split(",")).filter((file) => file !== "");
}
