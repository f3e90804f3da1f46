import type { Socket } from "node:net";
import { describe, expect, test } from "vitest";
import { issue } from "./network/certificates.ts";
import type { LeafWishes, TestAuthority } from "./network/certificates.ts";
import {
  behindWellKnown,
  check,
  DELEGATES,
  direct,
  HOST,
  kit,
  NAME,
  problemsOf,
  useKit,
  ZONE,
} from "./network/checked.ts";
import { homeserver } from "./network/homeserver.ts";
import { IMPATIENT } from "./network/world.ts";
import type { Handler, WorldPlan } from "./network/world.ts";

useKit();

describe("a good server", () => {
  test("on 8448 of its own name has no problem", async () => {
    const report = await check(direct());
    expect(report).toMatchObject({
      verdict: "good",
      problems: [],
      addresses: [
        {
          address: HOST,
          family: 4,
          tcp: "open",
          tls: {
            version: "1.3",
            versions: ["1.2", "1.3"],
            complete: true,
            matches: true,
            issuerKind: "public",
          },
          version: { status: 200, software: "Synapse 1.160.0" },
          keys: { serverName: NAME, matches: true, faults: [] },
        },
      ],
    });
    expect(report.eras.inbound["0.34"].verdict).toBe("reached");
  });

  test("behind a well-known file is good for all but 0.34", async () => {
    const report = await check(behindWellKnown(DELEGATES));
    expect(report.problems).toEqual([]);
    expect(report.wellKnown).toMatchObject({
      state: "delegates",
      mServer: "matrix.example.com:443",
      status: 200,
    });
    expect(report.eras.inbound["1.0"].verdict).toBe("reached");
    expect(report.eras.inbound["0.34"].verdict).toBe("unreachable");
  });

  test("under an IP literal with a certificate for it is good", async () => {
    const certificate = await issue(kit.trusted, { names: [HOST] });
    const plan = {
      zone: {},
      places: { [`${HOST}:8448`]: { certificate, handler: homeserver({ name: HOST }) } },
    };
    expect(await problemsOf(plan, { name: HOST })).toEqual(["good"]);
  });

  test("under a name with a port is good and asks for no file", async () => {
    const plan = {
      zone: ZONE,
      places: {
        [`${HOST}:8000`]: {
          certificate: kit.good,
          handler: homeserver({ name: "example.com:8000" }),
        },
      },
    };
    const report = await check(plan, { name: "example.com:8000" });
    expect([report.verdict, report.wellKnown, report.problems]).toEqual(["good", null, []]);
  });

  test("is told where people log in, proven from outside", async () => {
    const site: Handler = (request, response) => {
      if (request.url !== "/.well-known/matrix/client") return DELEGATES(request, response);
      response.writeHead(200, { "access-control-allow-origin": "*" });
      response.end('{"m.homeserver":{"base_url":"https://matrix.example.com/"}}');
    };
    const { client } = await check(behindWellKnown(site), { client: true });
    expect(client).toEqual({
      homeserver: "https://matrix.example.com",
      discovered: true,
      proven: true,
      versions: ["v1.11"],
      cors: true,
      problems: [],
    });
  });

  test("proves no login by a certificate that is over at the moment that was given", async () => {
    const now = Date.parse("2040-01-01T00:00:00Z");
    const { client } = await check(direct(), { client: true, now });
    expect([client?.homeserver, client?.proven]).toEqual(["https://example.com", false]);
    const atPort = await check(direct(), { client: true });
    expect([atPort.client?.homeserver, atPort.client?.proven]).toEqual([
      "https://example.com:8448",
      true,
    ]);
  });

  test("may have an era in its audience that reaches it, and none that does not", async () => {
    const plan = behindWellKnown(DELEGATES);
    expect(await problemsOf(plan, { audience: ["0.99", "1.0"] })).toEqual(["good"]);
    expect(await problemsOf(plan, { audience: ["0.34"] })).toEqual([
      "broken",
      "error port-refused",
    ]);
  });
});

describe("certificates", () => {
  const cases: readonly [string, LeafWishes, () => TestAuthority][] = [
    ["cert-name-mismatch", { names: ["other.example"] }, () => kit.trusted],
    ["cert-expired", { names: [NAME], fromDays: -90, toDays: -1 }, () => kit.trusted],
    ["cert-not-yet-valid", { names: [NAME], fromDays: 1, toDays: 90 }, () => kit.trusted],
    ["cert-cn-only", { names: [NAME], cnOnly: true }, () => kit.trusted],
    ["cert-incomplete-chain", { names: [NAME], leafOnly: true }, () => kit.trusted],
    ["cert-self-signed", { names: [NAME], selfSigned: true }, () => kit.trusted],
    ["cert-staging", { names: [NAME] }, () => kit.staging],
    ["cert-untrusted-issuer", { names: [NAME] }, () => kit.foreign],
  ];
  test.each(cases)("%s", async (code, wishes, authority) => {
    const certificate = await issue(authority(), wishes);
    expect(await problemsOf(direct({ certificate }))).toEqual(["broken", `error ${code}`]);
  });

  test("are shown as they were sent", async () => {
    const { addresses } = await check(direct());
    expect(addresses[0]?.tls?.chain).toMatchObject([
      { names: [NAME, "*.example.com"], issuer: "CN=Lab Intermediate" },
      { subject: "CN=Lab Intermediate", issuer: "CN=Lab Root" },
    ]);
  });

  test("of a staging CA whose root was given are trusted", async () => {
    const certificate = await issue(kit.staging, { names: [NAME] });
    expect(await problemsOf({ ...direct({ certificate }), caFiles: [kit.staging.pem] })).toEqual([
      "good",
    ]);
  });

  test("are judged at the moment that was given", async () => {
    const later = Date.now() + 61 * 86_400_000;
    const problems = await problemsOf(direct({}, { validUntil: later + 1 }), { now: later });
    expect(problems).toEqual(["broken", "error cert-expired"]);
  });
});

/** A bare TCP server on 8448. */
function mute(raw: (socket: Socket) => void): WorldPlan {
  return { zone: ZONE, places: { [`${HOST}:8448`]: { raw } }, waits: IMPATIENT };
}

describe("TLS and ports", () => {
  test("tls-not-spoken", async () => {
    const plain = {
      zone: ZONE,
      places: { [`${HOST}:8448`]: { handler: homeserver({ name: NAME }) } },
    };
    expect(await problemsOf(plain)).toEqual(["broken", "error tls-not-spoken"]);
  });

  test("tls-not-spoken, where a server waits for a line", async () => {
    const raw = (socket: Socket) =>
      socket.on(
        "data",
        (bytes) => bytes.includes("HTTP/1.1\r\n") && socket.end("HTTP/1.0 200 OK\r\n\r\n{}"),
      );
    expect(await problemsOf(mute(raw))).toEqual(["broken", "error tls-not-spoken"]);
  });

  test("tls-handshake-failed, where the name is not known", async () => {
    expect(await problemsOf(direct({ onlyNames: ["other.example"] }))).toEqual([
      "broken",
      "error tls-handshake-failed",
    ]);
  });

  test("tls-handshake-failed, where the connection is cut", async () => {
    const raw = (socket: Socket) => socket.destroy();
    expect(await problemsOf(mute(raw))).toEqual(["broken", "error tls-handshake-failed"]);
  });

  test("response-timeout, where TCP opens and nobody speaks", async () => {
    const raw = () => {};
    expect(await problemsOf(mute(raw))).toEqual(["broken", "error response-timeout"]);
  });

  test("response-timeout, where TLS opens and no answer comes", async () => {
    expect(await problemsOf({ ...direct({ handler: () => {} }), waits: IMPATIENT })).toEqual([
      "broken",
      "error response-timeout",
    ]);
  });

  test("response-timeout, where an answer only drips", async () => {
    const handler: Handler = (_, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write(" "), 100);
      response.on("close", () => clearInterval(drip));
    };
    expect(await problemsOf({ ...direct({ handler }), waits: IMPATIENT })).toEqual([
      "broken",
      "error response-timeout",
    ]);
  });

  test("port-refused", async () => {
    const problems = await problemsOf({ zone: ZONE, places: {} });
    expect(problems).toEqual(["broken", "error port-refused", "error well-known-unreachable"]);
  });

  test("a server of TLS 1.3 alone is good today, and not for 0.34", async () => {
    const report = await check(direct({ minVersion: "TLSv1.3" }));
    expect([report.verdict, report.eras.inbound["0.34"].why]).toEqual([
      "good",
      "tls-handshake-failed",
    ]);
    expect(report.addresses[0]?.tls?.versions).toEqual(["1.3"]);
  });
});
