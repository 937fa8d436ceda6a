// Loaded into long-running children: when the command that started them is gone without having been able to stop them,
// they stop themselves, so that no server is left behind on a port. CommonJS, for `node --require`: with --import, Node
// 20.9 takes a program without an extension, such as Next's, for an ES module.
const parent = Number(process.env.FOYER_PARENT_PID);

// What this process starts itself goes down with the group, and must not take the command for its parent.
delete process.env.FOYER_PARENT_PID;

if (parent) {
  setInterval(() => {
    if (isAlive(parent)) return;
    // This process leads its own group, where there are such.
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
