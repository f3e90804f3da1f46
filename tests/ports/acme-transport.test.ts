import { createServer, type Server } from "node:https";
import { createServer as createTcp } from "node:net";
import type { RequestListener } from "node:http";
import type { AddressInfo, Server as TcpServer } from "node:net";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createAccountKeys } from "../../electron/adapters/acme-account-keys.ts";
import { createAcme } from "../../electron/adapters/acme.ts";
import { createAuthority } from "../../electron/practice/authority.ts";
import { problemIn, sleep } from "./acme-suite.ts";

describe("a CA's directory that is not one", () => {
  let state: string;
  const open: (Server | TcpServer)[] = [];
  beforeEach(() => {
    state = mkdtempSync(path.join(tmpdir(), "homeport-acme-"));
  });
  afterEach(() => {
    for (const server of open.splice(0)) {
      if ("closeAllConnections" in server) server.closeAllConnections();
      server.close();
    }
    rmSync(state, { recursive: true });
  });
  const listen = async (server: Server | TcpServer) => {
    open.push(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return (server.address() as AddressInfo).port;
  };
  const ask = async (answer: RequestListener, certificateName = "localhost") => {
    const authority = await createAuthority("transport", false, Date.now());
    const tls = await authority.equip("server", [certificateName]);
    const port = await listen(createServer(tls, answer));
    return askAt(port, [authority.root]);
  };
  const askAt = async (port: number, roots: readonly string[]) => {
    const locate = () => Promise.resolve([{ address: "127.0.0.1", port }]);
    const accountKeys = createAccountKeys(state);
    const waits = { connectMs: 1000, wholeMs: 2000 };
    const acme = createAcme({ roots: () => roots, locate, accountKeys, sleep, waits });
    const told = problemIn(await acme.directory("https://localhost/directory"));
    acme.close();
    return told;
  };

  it("is refused where the certificate is for another name", async () => {
    const told = await ask((_, response) => response.end(), "elsewhere.example");
    expect(told).toMatchObject({ code: "ca-unreachable", data: { ca: "localhost" } });
    expect(told.evidence).toContain("ERR_TLS_CERT_ALTNAME_INVALID");
  });

  it("is refused where it is a web page", async () => {
    const told = await ask((_, response) => {
      response.writeHead(200, { "content-type": "text/html" }).end("<p>hello</p>");
    });
    expect(told).toMatchObject({ code: "ca-refused", data: { type: "malformed" } });
  });

  it("is refused where it lacks an address that is needed, which is named", async () => {
    const told = await ask((_, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.end(
        JSON.stringify({ newNonce: "https://localhost/n", newOrder: "https://localhost/o" }),
      );
    });
    expect(told).toMatchObject({ code: "ca-refused", data: { detail: "newAccount" } });
  });

  it("is refused where it redirects", async () => {
    const told = await ask((_, response) => {
      response.writeHead(302, { location: "https://elsewhere.example/" }).end();
    });
    expect(told).toMatchObject({ code: "ca-refused", data: { status: 302 } });
  });

  it("is not read beyond a mebibyte", async () => {
    const told = await ask((_, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.write(" ".repeat(600_000));
      response.end(" ".repeat(600_000));
    });
    expect(told).toMatchObject({ code: "ca-unreachable", data: { why: "too-large" } });
  });

  it("is unreachable where the connection is cut in the middle of the answer", async () => {
    const told = await ask((request, response) => {
      response.writeHead(200, { "content-length": "1000" });
      response.write("{", () => request.socket.destroy());
    });
    expect(told.code).toBe("ca-unreachable");
  });

  it("is unreachable where nothing listens", async () => {
    const port = await listen(createTcp());
    open.splice(0).forEach((server) => server.close());
    expect(await askAt(port, [])).toMatchObject({
      code: "ca-unreachable",
      data: { why: "ECONNREFUSED" },
    });
  });

  it("is unreachable where the connection is taken and nothing follows", async () => {
    const port = await listen(createTcp((socket) => socket.on("error", () => {})));
    expect(await askAt(port, [])).toMatchObject({
      code: "ca-unreachable",
      data: { why: "timeout" },
    });
  });

  it("is unreachable where the answer only drips", async () => {
    const told = await ask((request, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      const drip = setInterval(() => response.write(" "), 50);
      request.socket.on("close", () => clearInterval(drip));
    });
    expect(told).toMatchObject({ code: "ca-unreachable", data: { why: "timeout" } });
  });

  it("is unreachable where no TLS is spoken", async () => {
    const port = await listen(createTcp((socket) => socket.end("HTTP/1.0 200 OK\r\n\r\n")));
    expect((await askAt(port, [])).code).toBe("ca-unreachable");
  });

  it("cannot put control characters into what is shown", async () => {
    const told = await ask((_, response) => {
      response.writeHead(403, { "content-type": "application/problem+json" });
      response.end(JSON.stringify({ type: "x", detail: "no\u001b[31m\u202eway\r\nout" }));
    });
    expect(told.data["detail"]).toBe("no [31m way out");
  });
});
