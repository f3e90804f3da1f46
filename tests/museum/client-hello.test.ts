import { connect as connectTcp, createServer, type AddressInfo } from "node:net";
import { connect } from "node:tls";
import { expect, test } from "vitest";
import { readSni } from "./client-hello.ts";

/** The first bytes that a real TLS client sends. */
function firstBytes(servername: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      socket
        .on("error", () => undefined)
        .once("data", (bytes) => {
          socket.destroy();
          server.close();
          resolve(bytes);
        });
    });
    server.on("error", reject).listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      const socket = connectTcp({ port, host: "127.0.0.1" });
      connect({ socket, servername }).on("error", () => undefined);
    });
  });
}

test("the SNI of a real client's hello is read", async () => {
  expect(readSni(await firstBytes("matrix.file.example"))).toBe("matrix.file.example");
});

test("a hello without SNI, a cut one and plain HTTP have none", async () => {
  const bytes = await firstBytes("");
  expect(bytes.readUInt8(0)).toBe(0x16);
  expect(readSni(bytes)).toBeNull();
  expect(readSni((await firstBytes("a.example")).subarray(0, 60))).toBeNull();
  expect(readSni(Buffer.from("GET / HTTP/1.1\r\n\r\n"))).toBeNull();
});
