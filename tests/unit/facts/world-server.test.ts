import { describe, expect, test } from "vitest";
import { controlOf, hostOf, withServer } from "../../../shared/facts/world-server.ts";
import { worldOf } from "../resolve/world-for-test.ts";

const host = (server: object, more: object = {}) =>
  hostOf(worldOf({ server: { name: "example.com", ...server }, ...more }));

describe("the host of a world", () => {
  test("has no Synapse where none is said", () => {
    expect(hostOf(worldOf({})).synapse).toBeNull();
    expect(host({}).synapse).toBeNull();
  });

  test("has the Synapse, listeners and users that are said", () => {
    const seen = host({
      version: "1.163.2",
      install: "debian",
      listeners: [{ port: 8008 }],
      users: true,
    });
    expect(seen.synapse).toMatchObject({
      version: "1.163.2",
      install: "debian",
      serverName: "example.com",
      users: true,
      confDir: "/etc/matrix-synapse/conf.d",
      listeners: [{ port: 8008, tls: false }],
    });
    expect(seen.ports).toEqual([{ address: "::", port: 8008, process: "python3" }]);
  });

  test.each([
    ["0.34.1.1", "debian", "restart"],
    ["0.99.0", "debian", "sighup"],
    ["1.163.2", "debian", "sighup"],
    ["1.163.2", "matrix.org", "systemctl-reload"],
    [null, "pip", "sighup"],
  ])("%s from %s reloads certificates by %s", (version, install, reload) => {
    expect(host({ version, install }).synapse?.reload).toBe(reload);
  });

  test("open endpoints on its own addresses are its ports", () => {
    const endpoints = {
      "192.0.2.7:443": { certificate: { names: ["example.com"] } },
      "192.0.2.7:80": { open: false },
      "192.0.2.7:81": { silent: true },
      "192.0.2.8:443": {},
    };
    const seen = host({ addresses: ["192.0.2.7"], proxy: "nginx" }, { endpoints });
    expect(seen.ports).toEqual([{ address: "192.0.2.7", port: 443, process: "nginx" }]);
    expect(seen.proxy).toMatchObject({ kind: "nginx", active: true });
  });

  test("further kinds of installation and proxy are other", () => {
    const seen = host({ version: "1.100.0", install: "other", proxy: "other" });
    expect([seen.synapse?.install, seen.proxy?.kind]).toEqual(["other", "other"]);
  });
});

test("control is me unless said", () => {
  expect(controlOf(worldOf({}))).toEqual({ web: "me", dns: "me", certificateFor: null, ports: [] });
  expect(controlOf(worldOf({ control: { dns: "nobody", ports: [8448] } }))).toMatchObject({
    dns: "nobody",
    ports: [8448],
  });
});

test("a world without a server is about the name asked for, one with a server about its own", () => {
  expect(withServer(worldOf({}), "example.com").server).toMatchObject({
    name: "example.com",
    version: null,
    addresses: [],
  });
  const world = worldOf({ server: { name: "example.com" } });
  expect(withServer(world, "other.example")).toBe(world);
});
