// Stands between the app and the identity service, and writes down what the app asks for.
import { createServer, request } from "node:http";

/**
 * @param {string} serviceUrl
 * @returns {Promise<{ url: string, takeCalls: () => string[], close: () => Promise<void> }>} `takeCalls`: method and path
 *   of each call since it was asked last
 */
export async function startCountingService(serviceUrl) {
  const target = new URL(serviceUrl);
  /** @type {string[]} */
  let calls = [];
  const server = createServer((incoming, outgoing) => {
    calls.push(`${incoming.method} ${incoming.url}`);
    const { method, url: path, headers } = incoming;
    const forwarded = request(
      { host: target.hostname, port: target.port, method, path, headers },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
        answer.pipe(outgoing);
      },
    );
    forwarded.on("error", () => outgoing.destroy());
    incoming.pipe(forwarded);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    takeCalls: () => {
      const taken = calls;
      calls = [];
      return taken;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
