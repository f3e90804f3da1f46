import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { HostSeen } from "../../../shared/facts/host-seen.ts";
import { readSurvey } from "../../../shared/facts/read-survey.ts";
import type { Sections } from "../../../shared/facts/read-survey-text.ts";
import "../../setup/seed.ts";

/** Surveys of real machines: Debian sid with the package's own Synapse, as the operation answered them. */
function recorded(name: string): Sections {
  return JSON.parse(
    readFileSync(new URL(`surveys/${name}.json`, import.meta.url), "utf8"),
  ) as Sections;
}

function read(sections: Sections): HostSeen {
  const now = Math.round(Number(sections["clock"]) * 1000) || 0;
  const result = readSurvey(sections, { hostKey: "SHA256:k", user: "root", now });
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

function changed(name: string, changes: Sections): HostSeen {
  return read({ ...recorded(name), ...changes });
}

describe("the survey of a fresh Debian host", () => {
  const host = read(recorded("debian-fresh-nginx"));

  test("shows the package's Synapse that was never given a name", () => {
    expect(host.synapse).toMatchObject({
      version: "1.160.0",
      install: "debian",
      configFiles: [
        "/etc/matrix-synapse/homeserver.yaml",
        "/etc/matrix-synapse/conf.d/report_stats.yaml",
      ],
      confDir: "/etc/matrix-synapse/conf.d",
      serverName: null,
      debconfName: null,
      users: false,
      tlsPrivateKeyPath: "/etc/matrix-synapse/homeserver.tls.key",
      runsAs: "matrix-synapse",
      unit: {
        name: "matrix-synapse.service",
        active: "inactive",
        enabled: true,
        canReload: false,
        conditionMet: false,
      },
      reload: "sighup",
      database: "sqlite",
      dataDir: "/var/lib/matrix-synapse",
      configProblem: null,
    });
  });

  test("shows its listeners as Synapse would open them", () => {
    const at = {
      type: "http",
      bindAddresses: ["::1", "127.0.0.1"],
      xForwarded: false,
      resources: ["client", "federation"],
      compressed: ["client"],
    };
    expect(host.synapse?.listeners).toEqual([
      { port: 8448, tls: true, ...at },
      { port: 8008, tls: false, ...at },
    ]);
  });

  test("shows nginx, what it serves and where our file goes", () => {
    expect(host.proxy).toEqual({
      kind: "nginx",
      version: "1.30.6",
      active: true,
      confDir: "/etc/nginx/conf.d",
      serves: [
        { name: "_", address: null, port: 80, tls: false },
        { name: "_", address: "::", port: 80, tls: false },
      ],
      defaultServers: [80],
      unit: {
        name: "nginx.service",
        active: "active",
        enabled: true,
        canReload: true,
        conditionMet: true,
      },
    });
  });

  test("shows the machine itself", () => {
    expect(host).toMatchObject({
      os: { id: "debian", version: "forky", name: "Debian GNU/Linux forky/sid" },
      init: "systemd",
      sudo: "root",
      addresses: ["198.51.100.11", "2001:db8:1::11"],
      renewers: [],
      firewall: { kind: "none", active: false },
      clockAhead: 0,
      ipv6: true,
      packageLock: false,
      python3: true,
      openssl: true,
      ownCertificates: {},
      files: {
        "/etc/matrix-synapse/conf.d/server_name.yaml": null,
        "/etc/matrix-synapse/conf.d/zz-homeport.yaml": null,
      },
    });
    expect(host.ports).toContainEqual({ address: "::", port: 80, process: "nginx" });
  });
});

test("the survey of a preseeded host shows the name, its debconf answer and a unit that crash-loops", () => {
  const host = read(recorded("debian-preseeded"));
  expect(host.synapse).toMatchObject({
    serverName: "five.example",
    debconfName: "five.example",
    users: false,
    unit: { active: "activating" },
  });
  expect(host.sudo).toBe("password");
  expect(host.proxy).toBeNull();
  expect(host.files["/etc/matrix-synapse/conf.d/server_name.yaml"]).toBe(
    "server_name: five.example\n",
  );
});

test("the survey of a finished host shows our certificate, our file and the listener in use", () => {
  const host = read(recorded("debian-running"));
  expect(host.ownCertificates["one.example"]).toMatchObject({
    names: ["one.example", "matrix.one.example"],
    cnOnly: false,
    issuer: "private",
    complete: true,
  });
  const life = host.ownCertificates["one.example"];
  expect((life?.notAfter ?? 0) - (life?.notBefore ?? 0)).toBe(90 * 86_400_000);
  expect(host.synapse?.listeners.map((each) => each.port)).toEqual([8448]);
  expect(host.files["/etc/matrix-synapse/conf.d/zz-homeport.yaml"]).toContain("listeners:");
});

describe("a survey that differs", () => {
  test("reads sockets from the kernel's list where there is no ss", () => {
    const { sockets: _, ...rest } = recorded("debian-fresh-nginx");
    const lines =
      "0100007F:1F48\n00000000000000000000000001000000:20FB\nB80D0120000000000000000011000000:01BB\n";
    expect(read({ ...rest, "kernel-sockets": lines }).ports).toEqual([
      { address: "127.0.0.1", port: 8008, process: null },
      { address: "::1", port: 8443, process: null },
      { address: "2001:db8::11", port: 443, process: null },
    ]);
  });

  test("tells a web server that nobody knows from none", () => {
    const sockets = 'LISTEN 0 4096 *:443 *:* users:(("traefik",pid=1,fd=3))\n';
    expect(changed("debian-preseeded", { sockets }).proxy).toMatchObject({
      kind: "other",
      active: true,
      unit: null,
    });
  });

  test("reads nginx sites of every form of listen", () => {
    const config = [
      "@file /etc/nginx/nginx.conf;",
      "include /etc/nginx/modules-enabled/*.conf;",
      "http {",
      "include /etc/nginx/conf.d/*.conf;",
      "@file /etc/nginx/conf.d/a.conf;",
      "server {",
      "listen 443 ssl http2 default_server;",
      "listen *:443 ssl;",
      "listen [::]:443 ssl http2;",
      "listen 192.0.2.1:8448 ssl;",
      "listen unix:/run/x.sock;",
      "server_name One.example www.one.example;",
      "server {",
      "listen 192.0.2.1;",
      "server_name two.example;",
    ].join("\n");
    expect(changed("debian-fresh-nginx", { "nginx-config": config }).proxy).toMatchObject({
      confDir: "/etc/nginx/conf.d",
      serves: [
        { name: "one.example", address: null, port: 443, tls: true },
        { name: "one.example", address: "::", port: 443, tls: true },
        { name: "one.example", address: "192.0.2.1", port: 8448, tls: true },
        { name: "www.one.example", address: null, port: 443, tls: true },
        { name: "www.one.example", address: "::", port: 443, tls: true },
        { name: "www.one.example", address: "192.0.2.1", port: 8448, tls: true },
        { name: "two.example", address: "192.0.2.1", port: 80, tls: false },
      ],
      defaultServers: [443],
    });
  });

  test("knows a host without IPv6", () => {
    expect(changed("debian-fresh-nginx", { ipv6: "no" }).ipv6).toBe(false);
    expect(changed("debian-fresh-nginx", { ipv6: "yes" }).ipv6).toBe(true);
  });

  test("names a file after ours that sets one of our keys", () => {
    const later = "/etc/matrix-synapse/conf.d/zzz.yaml";
    const reading = JSON.parse(recorded("debian-running")["synapse-config"] ?? "") as {
      files: string[];
      setIn: object;
    };
    const json = JSON.stringify({
      ...reading,
      files: [...reading.files, later],
      setIn: { ...reading.setIn, listeners: later },
    });
    expect(changed("debian-running", { "synapse-config": json }).synapse?.configProblem).toBe(
      later,
    );
  });

  test("keeps the Synapse whose configuration could not be read, and says so", () => {
    const synapse = changed("debian-running", {
      "synapse-config": '{"problem":"ModuleNotFoundError: yaml","version":null}',
    }).synapse;
    expect(synapse).toMatchObject({
      version: "1.160.0",
      users: null,
      listeners: [],
      configProblem: "ModuleNotFoundError: yaml",
    });
  });

  test("knows the package of matrix.org, a virtual environment, a container and nothing", () => {
    const { "synapse-unit": _, "synapse-start": __, ...bare } = recorded("debian-running");
    const kinds = [
      changed("debian-running", { packages: "ii  matrix-synapse-py3 1.120.0+bookworm1\n" }),
      changed("debian-running", {
        packages: "rc  matrix-synapse 1.100.0-1\n",
        "synapse-start": "/opt/s/bin/python -m synapse.app.homeserver",
      }),
      read({ ...bare, packages: "", "docker-synapse": "matrixdotorg/synapse:v1.100.0\n" }),
      read({ ...bare, packages: "" }),
    ];
    expect(kinds.map((host) => host.synapse?.install)).toEqual([
      "matrix.org",
      "pip",
      "docker",
      undefined,
    ]);
  });

  test("is refused where it is no survey", () => {
    expect(readSurvey({}, { hostKey: "", user: "x", now: 0 })).toMatchObject({
      ok: false,
      error: { code: "operation-failed" },
    });
  });
});

test("a hostile survey never breaks the reader", () => {
  const names = Object.keys(recorded("debian-running"));
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.string({ maxLength: 200 }), (name, text) => {
      const result = readSurvey(
        { ...recorded("debian-running"), [name]: text },
        { hostKey: "k", user: "u", now: 0 },
      );
      expect(typeof result.ok).toBe("boolean");
    }),
  );
});
