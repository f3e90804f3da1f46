import type { Server } from "node:net";

/** Makes a server listen on a free loopback port and gives the port. */
export async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => resolve());
  });
  return portOf(server);
}

/** The port of a server that listens. */
export function portOf(server: Server): number {
  const at = server.address();
  if (at === null || typeof at === "string") throw new Error("the server does not listen");
  return at.port;
}

/** Stops a server and cuts what is open on it. */
export async function shut(server: Server & { closeAllConnections?(): void }): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections?.();
  });
}
