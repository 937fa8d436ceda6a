// Errors whose text is all that the person at the terminal needs: no stack is shown for them.

/** Something the person running the command can mend; the message says how. */
export class UserError extends Error {}

/**
 * Runs a command's main function. A UserError is printed alone, anything else with its stack; both exit with 1.
 *
 * @param {() => Promise<number | void>} main resolves to the exit code, 0 if to nothing
 */
export async function runMain(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    const text =
      error instanceof UserError ? error.message : error instanceof Error ? error.stack : String(error);
    console.error(`\n${text}\n`);
    process.exitCode = 1;
  }
}
