import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import type { Answers } from "../../../shared/answers/answers.ts";
import type { HostSeen, SynapseListener, SynapseSeen } from "../../../shared/facts/host-seen.ts";
import { makePlan } from "../../../shared/plan/make-plan.ts";
import { debianHost, debianNginx, freshSynapse } from "./debian-host.ts";
import { inputOf } from "./world-plan.ts";

const OWN = "198.51.100.7";

const config = z.object({
  listeners: z.array(
    z.object({
      port: z.number(),
      tls: z.boolean(),
      bind_addresses: z.array(z.string()),
      x_forwarded: z.boolean().default(false),
      resources: z
        .array(z.object({ names: z.array(z.string()), compress: z.boolean() }))
        .default([]),
      tag: z.string().optional(),
    }),
  ),
  tls_certificate_path: z.string().optional(),
  tls_private_key_path: z.string().optional(),
  public_baseurl: z.string().optional(),
});

const listener = (port: number, tls: boolean, more: Partial<SynapseListener> = {}) => ({
  port,
  tls,
  type: "http",
  bindAddresses: ["0.0.0.0"],
  xForwarded: false,
  resources: ["client", "federation"],
  ...more,
});

interface Machine extends Partial<SynapseSeen> {
  readonly host?: Partial<HostSeen>;
  readonly answers?: Answers;
  readonly endpoints?: object;
}

/** Our file where Synapse ends TLS at 8448 of the server name. */
function ending(machine: Machine = {}) {
  const dns = { "one.example": { A: [OWN] } };
  return fileOf({ format: 1, server: { name: "one.example" }, dns }, machine, "one.example");
}

/** Our file where nginx ends TLS at 443 of another name. */
function behind(machine: Machine = {}) {
  const world = {
    format: 1,
    server: { name: "two.example" },
    dns: { "two.example": { A: ["198.51.100.80"] }, "matrix.two.example": { A: [OWN] } },
    https: { "two.example": { certificate: { names: ["two.example"], issuer: "public" } } },
    endpoints: machine.endpoints ?? {},
  };
  const host = { proxy: debianNginx(), ...machine.host };
  return fileOf(world, { ...machine, host }, "two.example");
}

function fileOf(world: object, machine: Machine, serverName: string) {
  const { host, answers, endpoints: _, ...synapse } = machine;
  const made = makePlan({
    ...inputOf(world, answers),
    host: debianHost({
      addresses: [OWN],
      synapse: freshSynapse({ serverName, ...synapse }),
      ...host,
    }),
  });
  const step = made.ok ? made.value.steps.find((each) => each.id === "synapse-config") : undefined;
  if (step?.kind !== "write-file") throw new Error(JSON.stringify(made));
  return { ...config.parse(parse(step.after ?? "")), path: step.file.path };
}

describe("a listener that ends TLS", () => {
  const first = (listeners: readonly SynapseListener[]) => ending({ listeners }).listeners[0];

  test("listens everywhere where it listened on the machine alone, or not at all", () => {
    for (const bindAddresses of [["127.0.0.1"], ["::1", "127.0.0.1"], ["localhost"]])
      expect(first([listener(8448, true, { bindAddresses })])?.bind_addresses).toEqual([
        "::",
        "0.0.0.0",
      ]);
    expect(first([listener(8008, false)])).toMatchObject({
      port: 8448,
      bind_addresses: ["::", "0.0.0.0"],
    });
    expect(first([listener(8448, false)])?.bind_addresses).toEqual(["::", "0.0.0.0"]);
  });

  test("stays on the addresses that somebody chose", () => {
    const bindAddresses = [OWN, "127.0.0.1"];
    expect(first([listener(8448, true, { bindAddresses })])?.bind_addresses).toEqual(bindAddresses);
  });

  test("keeps what it served beside federation, but no web client, which is fatal today", () => {
    const resources = ["webclient", "federation", "metrics"];
    expect(
      first([listener(8448, true, { resources })])?.resources.flatMap((each) => each.names),
    ).toEqual(["client", "federation", "metrics"]);
  });

  test("keeps its further keys, and what is compressed", () => {
    const old = listener(8448, true, { further: { tag: "main" }, compressed: ["client"] });
    const kept = first([old]);
    expect(kept?.tag).toBe("main");
    expect(kept?.resources.filter((each) => each.compress).flatMap((each) => each.names)).toEqual([
      "client",
    ]);
    expect(first([listener(8448, true)])?.resources.some((each) => each.compress)).toBe(false);
  });

  test("stands before the others, which stay as they are", () => {
    const bindAddresses = ["127.0.0.1"];
    const others = [listener(8008, false, { bindAddresses }), listener(9000, true)];
    const { listeners } = ending({ listeners: [...others, listener(8448, true)] });
    expect(listeners.map((each) => [each.port, each.tls])).toEqual([
      [8448, true],
      [8008, false],
      [9000, true],
    ]);
    expect(listeners[1]?.bind_addresses).toEqual(bindAddresses);
    expect(listeners[0]?.x_forwarded).toBe(false);
  });

  test("reads the certificate of the plan", () => {
    expect(ending()).toMatchObject({
      tls_certificate_path: "/etc/homeport/tls/one.example/fullchain.pem",
      tls_private_key_path: "/etc/homeport/tls/one.example/privkey.pem",
    });
  });
});

describe("a listener behind the web server", () => {
  test("is the plain one that federates, and trusts what the web server says", () => {
    const listeners = [
      listener(9000, false, { type: "metrics" }),
      listener(9001, false, { resources: ["client"] }),
      listener(8009, false, { bindAddresses: ["127.0.0.1"] }),
    ];
    const file = behind({ listeners });
    expect(file.listeners.map((each) => [each.port, each.x_forwarded])).toEqual([
      [8009, true],
      [9000, false],
      [9001, false],
    ]);
    expect(file.listeners[0]?.bind_addresses).toEqual(["127.0.0.1"]);
  });

  test("may be one that names no resource at all", () => {
    const { listeners } = behind({ listeners: [listener(8010, false, { resources: [] })] });
    expect(listeners[0]).toMatchObject({ port: 8010, x_forwarded: true });
  });

  test("is a new one on the machine alone where there is none, but reachable in a container", () => {
    expect(behind({ listeners: [] }).listeners).toMatchObject([
      { port: 8008, tls: false, bind_addresses: ["::1", "127.0.0.1"] },
    ]);
    expect(behind({ listeners: [], install: "docker" }).listeners).toMatchObject([
      { port: 8008, tls: false, bind_addresses: ["::", "0.0.0.0"] },
    ]);
  });

  test("keeps its further keys", () => {
    const old = listener(8008, false, { further: { tag: "main" } });
    expect(behind({ listeners: [old] }).listeners[0]?.tag).toBe("main");
  });

  test("leaves a TLS listener that answers today, and takes away one that does not", () => {
    const listeners = [listener(8008, false), listener(8448, true), listener(8449, true)];
    const endpoints = { [`${OWN}:8448`]: { certificate: { names: ["x.example"] } } };
    expect(
      behind({ listeners, endpoints, answers: { port: 443 } }).listeners.map((each) => each.port),
    ).toEqual([8008, 8448]);
  });

  test("leaves no TLS listener at the port that the web server takes", () => {
    const listeners = [listener(8008, false), listener(443, true)];
    const ports = [{ address: "0.0.0.0", port: 443, process: "nginx" }];
    const endpoints = { [`${OWN}:443`]: { certificate: { names: ["x.example"] } } };
    const file = behind({ listeners, endpoints, host: { ports, proxy: debianNginx() } });
    expect(file.listeners.map((each) => each.port)).toEqual([8008]);
  });

  test("needs no certificate of its own, save before 0.99.1, which does not start without", () => {
    expect(behind({ version: "0.99.1" }).tls_certificate_path).toBeUndefined();
    expect(behind({ version: null }).tls_certificate_path).toBeUndefined();
    expect(behind({ version: "0.99.0" }).tls_certificate_path).toBe(
      "/etc/homeport/tls/matrix.two.example/fullchain.pem",
    );
    const listeners = [listener(8008, false), listener(8448, true)];
    const endpoints = { [`${OWN}:8448`]: { certificate: { names: ["x.example"] } } };
    const keeps = { version: "0.99.0", listeners, endpoints, answers: { port: 443 } } as const;
    expect(behind(keeps).tls_certificate_path).toBeUndefined();
  });
});

describe("the address for apps", () => {
  test("is set to where they are told to go", () => {
    expect(ending().public_baseurl).toBe("https://one.example:8448/");
    expect(behind().public_baseurl).toBe("https://matrix.two.example/");
  });

  test("is left alone where somebody else set it, and set anew where we did", () => {
    const publicBaseUrl = "https://apps.example/";
    expect(behind({ publicBaseUrl }).public_baseurl).toBeUndefined();
    const path = "/etc/matrix-synapse/conf.d/zz-homeport.yaml";
    const ours = (text: string) =>
      behind({ publicBaseUrl, host: { proxy: debianNginx(), files: { [path]: text } } });
    expect(ours(`public_baseurl: ${publicBaseUrl}\n`).public_baseurl).toBe(
      "https://matrix.two.example/",
    );
    expect(ours("listeners: []\n").public_baseurl).toBeUndefined();
  });

  test("is not set where apps are to be told nothing", () => {
    expect(behind({ answers: { clients: "no" } }).public_baseurl).toBeUndefined();
    expect(behind({ answers: { delegate: "srv" } }).public_baseurl).toBeUndefined();
  });
});

describe("the place of our file", () => {
  const configFiles = ["/a/first.yaml", "/a/last.yaml"];

  test.each<[string, Partial<SynapseSeen>, string]>([
    ["Debian's package", {}, "/etc/matrix-synapse/conf.d/zz-homeport.yaml"],
    ["another folder", { confDir: "/b" }, "/b/zz-homeport.yaml"],
    ["no folder of the package", { confDir: null }, "/etc/matrix-synapse/conf.d/zz-homeport.yaml"],
    [
      "matrix.org's",
      { install: "matrix.org", confDir: null },
      "/etc/matrix-synapse/conf.d/zz-homeport.yaml",
    ],
    ["pip with a folder", { install: "pip", confDir: "/c", configFiles }, "/c/zz-homeport.yaml"],
    ["pip", { install: "pip", confDir: null, configFiles }, "/a/last.yaml"],
    [
      "pip of which no file is known",
      { install: "pip", confDir: null, configFiles: [] },
      "homeserver.yaml",
    ],
  ])("with %s", (_, synapse, path) => {
    expect(ending(synapse).path).toBe(path);
  });
});
