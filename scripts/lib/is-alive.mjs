/**
 * Whether there is a process, anybody's.
 *
 * @param {number} pid
 */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process, but one that is there.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
