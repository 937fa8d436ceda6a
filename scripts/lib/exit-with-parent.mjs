// Loaded into long-running children (node --import): when the command that started them is gone without having been
// able to stop them, they stop themselves, so that no server is left behind on a port.
const parent = Number(process.env.FOYER_PARENT_PID);

// The variable reaches grandchildren too; they go down with the group.
if (parent && process.ppid === parent) {
  setInterval(() => {
    if (isAlive(parent)) return;
    // The child leads its own process group where there are such.
    process.kill(process.platform === "win32" ? process.pid : -process.pid, "SIGTERM");
  }, 1_000).unref();
}

/** @param {number} pid */
function isAlive(pid) {
  if (process.platform !== "win32") return process.ppid === pid;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
