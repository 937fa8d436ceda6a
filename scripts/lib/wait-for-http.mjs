// Waits for a server that was just started.

/**
 * @param {string} url
 * @param {object} options
 * @param {(status: number) => boolean} [options.accepts] which status means ready; any status below 500 if not given
 * @param {() => boolean} options.isAlive once this is false there is nothing to wait for
 * @param {number} options.timeoutMs
 * @param {number} [options.intervalMs]
 * @returns {Promise<"ready" | "ended" | "timeout">}
 */
export async function waitForHttp(
  url,
  { accepts = (status) => status < 500, isAlive, timeoutMs, intervalMs = 50 },
) {
  const deadline = performance.now() + timeoutMs;
  while (performance.now() < deadline) {
    if (!isAlive()) return "ended";
    const status = await statusOf(url, deadline - performance.now());
    if (status !== undefined && accepts(status)) return "ready";
    await new Promise((resolve) => setTimeout(resolve, intervalMs));
  }
  return "timeout";
}

/**
 * @param {string} url
 * @param {number} timeoutMs
 * @returns {Promise<number | undefined>}
 */
async function statusOf(url, timeoutMs) {
  const signal = AbortSignal.timeout(Math.max(1, Math.ceil(timeoutMs)));
  try {
    const response = await fetch(url, { redirect: "manual", signal });
    await response.body?.cancel();
    return response.status;
  } catch {
    return undefined;
  }
}
