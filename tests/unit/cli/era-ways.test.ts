import { expect, test } from "vitest";
import { InboundEras } from "../../../shared/api/era-parts.ts";
import { writeWays } from "../../../electron/cli/report/era-ways.ts";
import { createScreen } from "../../../electron/cli/screen.ts";
import { createSpeak } from "../../../electron/cli/speak.ts";

const PLACE = "198.51.100.7:8448 SNI a.example";

function inbound(trace: readonly (readonly [string, string, string, boolean])[], more: object) {
  return {
    verdict: "reached",
    target: { host: "a.example", port: 8448, addresses: ["198.51.100.7"] },
    sni: "a.example",
    hostHeader: "a.example",
    certificateName: null,
    decidedBy: "8448",
    trace: trace.map(([step, asked, answer, took]) => ({ step, asked, answer, took })),
    cachedForSeconds: 300,
    ...more,
  };
}

function written(eras: { readonly [era: string]: object }): readonly string[] {
  const lines: string[] = [];
  const screen = createScreen((line) => lines.push(line), 80, false);
  writeWays(InboundEras.parse(eras), { screen, speak: createSpeak("en") });
  return lines.filter((line) => line !== "");
}

const direct = [
  ["8448", "a.example:8448", "default port", true],
  ["addresses", "A/AAAA a.example", "198.51.100.7", true],
  ["connect", PLACE, "homeserver of a.example", true],
] as const;

test("servers that take the same way stand together, stop by stop", () => {
  const old = inbound([["srv", "SRV _matrix._tcp.a.example", "NXDOMAIN", false], ...direct], {});
  const misled = inbound(
    [
      ["well-known", "https://a.example/.well-known/matrix/server", "m.server m.example:443", true],
      ["addresses", "A/AAAA m.example", "198.51.100.8", true],
      ["connect", "198.51.100.8:443 SNI m.example", "cert-self-signed", false],
    ],
    {
      verdict: "refused",
      sni: "m.example",
      certificateName: "m.example",
      hostHeader: "m.example:443",
    },
  );
  expect(written({ "0.34": old, "0.99": old, "1.0": misled, "1.93": misled })).toEqual([
    "  servers up to 0.34, servers of 0.99",
    "    SRV record   none, so they look further",
    "    port         8448, the usual one",
    "    address      a.example is at 198.51.100.7",
    "    connection   to 198.51.100.7:8448, SNI a.example, Host header a.example",
    "    answer       the Matrix server answers",
    "    certificate  not checked",
    "    ✓ reached. They remember this way for 5 minutes.",
    "  servers of 1.0 to 1.92, servers of today",
    "    .well-known file  leads to m.example:443",
    "    address           m.example is at 198.51.100.8",
    "    connection        to 198.51.100.8:443, SNI m.example, Host header",
    "                      m.example:443",
    "    answer            The certificate is self-signed",
    "    certificate       has to be for m.example",
    "    ✗ refused. They remember this way for 5 minutes.",
  ]);
});

test("servers that send no SNI to an address are told apart from those that send the address", () => {
  const trace = [["connect", "198.51.100.7:8448", "homeserver of 198.51.100.7", true]] as const;
  const none = inbound(trace, { sni: null, hostHeader: "198.51.100.7" });
  const literal = inbound(trace, { sni: "198.51.100.7", hostHeader: "198.51.100.7" });
  const lines = written({ "0.34": literal, "0.99": none, "1.0": none, "1.93": none });
  const at = (name: string) => lines.findIndex((line) => line.includes(name));
  expect(lines[at("servers up to 0.34") + 1]).toContain("SNI 198.51.100.7, Host header");
  expect(lines[at("servers of 0.99") + 1]).toContain("SNI none, Host header");
});

test("a way that ends before there is a place to go to says where", () => {
  const nowhere = { verdict: "unreachable", target: null, cachedForSeconds: null };
  const srv = inbound([["srv", "SRV _matrix._tcp.a.example", "SERVFAIL", true]], nowhere);
  const bad = inbound([["well-known", "https://a.example/", 'm.server "a b"', true]], nowhere);
  const moved = inbound([["srv", "SRV x", "1 1 443 b.example, 2 1 8448 c.example", true]], {});
  expect(written({ "0.34": srv, "0.99": bad, "1.0": bad, "1.93": moved })).toEqual([
    "  servers up to 0.34",
    "    SRV record  the name server fails, and they stop here",
    "    ✗ not reached",
    "  servers of 0.99, servers of 1.0 to 1.92",
    "    .well-known file  names something unusable, and they stop here",
    "    ✗ not reached",
    "  servers of today",
    "    SRV record   leads to b.example:443, c.example:8448",
    "    certificate  not checked",
    "    ✓ reached. They remember this way for 5 minutes.",
  ]);
});
