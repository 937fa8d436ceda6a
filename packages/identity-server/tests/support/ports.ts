// Ports that nothing listens on right now.
import { createServer, type Server } from "node:net";

/** @returns two */
export async function freePorts(): Promise<number[]> {
  const servers = await Promise.all([0, 1].map(() => listenAnywhere()));
  const ports = servers.map((server) => {
    const address = server.address();
    return typeof address === "object" && address !== null ? address.port : 0;
  });
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

function listenAnywhere(): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      resolve(server);
    });
  });
}
