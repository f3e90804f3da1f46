import { createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { createHosts } from "../../electron/adapters/ssh-hosts.ts";
import { plainLogin } from "../../electron/adapters/ssh-login.ts";
import { connectTo, portOf, refusedBy } from "./ssh-tools.ts";
import { canRunSshd, startSshd } from "./sshd.ts";

test.skipIf(!canRunSshd())("an sshd that shares no algorithm is named as that", async () => {
  const sshd = await startSshd(["KexAlgorithms sntrup761x25519-sha512@openssh.com"]);
  expect(await refusedBy(connectTo(sshd))).toMatchObject({
    code: "ssh-no-common-algorithm",
    evidence: "Handshake failed: no matching key exchange algorithm",
  });
  await sshd.stop();
});

describe("a host that is not there as it should be", () => {
  const servers: Server[] = [];
  const sockets: Socket[] = [];
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.destroy();
    for (const server of servers.splice(0)) server.close();
  });
  const serve = async (answer: (socket: Socket) => void): Promise<number> => {
    const server = createServer((socket) => {
      sockets.push(socket);
      socket.on("error", () => {});
      answer(socket);
    }).listen(0, "127.0.0.1");
    servers.push(server);
    return portOf(server);
  };
  const connect = (
    port: number,
    waits = { connectMs: 500, handshakeMs: 700, keepaliveMs: 1000 },
  ) => {
    const login = {
      ...plainLogin({ host: "127.0.0.1", user: "root", port }),
      agent: "none",
      sshConfig: "none",
    };
    const home = join(import.meta.dirname, "no-home");
    return createHosts({ host: login, web: null, stateFolder: home, home, waits }).connect("host");
  };

  test("refuses", async () => {
    const port = await serve(() => {});
    servers.splice(0).forEach((server) => server.close());
    expect(await refusedBy(connect(port))).toMatchObject({
      code: "host-unreachable",
      data: { why: "refused", port },
    });
  });

  test("says nothing", async () => {
    expect(await refusedBy(connect(await serve(() => {})))).toMatchObject({ code: "host-hangs" });
  });

  test("drips its greeting without end", async () => {
    const port = await serve((socket) => {
      const timer = setInterval(() => socket.write("a"), 20);
      socket.on("close", () => clearInterval(timer));
    });
    expect(await refusedBy(connect(port))).toMatchObject({ code: "host-hangs" });
  });

  test("speaks something else", async () => {
    const port = await serve((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
    expect(await refusedBy(connect(port))).toMatchObject({ code: "host-unreachable" });
  });

  test("hangs up at once", async () => {
    expect(await refusedBy(connect(await serve((socket) => socket.destroy())))).toMatchObject({
      code: "host-unreachable",
    });
  });

  test("has no address", async () => {
    const login = {
      ...plainLogin({ host: "no.such.invalid", user: "root", port: 22 }),
      agent: "none",
      sshConfig: "none",
    };
    const hosts = createHosts({
      host: login,
      web: null,
      stateFolder: "none",
      home: "none",
      find: async () => [],
    });
    expect(await refusedBy(hosts.connect("host"))).toMatchObject({
      code: "host-unreachable",
      data: { why: "no-address" },
    });
  });
});
