import { createSocket } from "node:dgram";
import { expect, it } from "vitest";
import { askServers } from "../../../electron/adapters/dns-transport.ts";

const WAITS = { tryMs: 300, resendMs: 100 };

it("answers null within its wait where there is no way to the name server", async () => {
  // A port of loopback that nobody holds refuses; the discard prefix of RFC 6666 has no route.
  const servers = [
    { address: "127.0.0.1", port: await freePort() },
    { address: "100::1", port: 53 },
  ];
  const from = Date.now();
  expect(await askServers(servers, "example.com", "A", WAITS)).toBeNull();
  expect(Date.now() - from).toBeLessThan(3 * WAITS.tryMs);
});

it("answers null within its wait where the way to the name server cannot be opened", async () => {
  // A UDP socket cannot be connected to a broadcast address without leave: an error before any packet.
  const servers = [{ address: "255.255.255.255", port: 53 }];
  expect(await askServers(servers, "example.com", "A", WAITS)).toBeNull();
});

async function freePort(): Promise<number> {
  const socket = createSocket("udp4");
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  const { port } = socket.address();
  await new Promise<void>((resolve) => socket.close(resolve));
  return port;
}
