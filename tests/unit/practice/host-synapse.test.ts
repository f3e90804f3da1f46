import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PLACES } from "../../../electron/practice/world-zones.ts";
import { startPractice, type PracticeWorld } from "../../../electron/practice/world.ts";
import { driverOf, endpointOf, RUN, TLS, type HostDriver } from "./host-driver.ts";
import { adaptersFor, must, type ThroughAdapters } from "./through-adapters.ts";

const CONF_D = "/etc/matrix-synapse/conf.d";
const UNIT = "matrix-synapse";
const EVERYWHERE = `tls_certificate_path: "${TLS}one.example/fullchain.pem"
tls_private_key_path: "${TLS}one.example/privkey.pem"
listeners:
  - {port: 8448, tls: true, type: http, bind_addresses: ["::", "0.0.0.0"], resources: [{names: [client, federation]}]}
`;

describe("practice's first host, over the real SSH adapter", () => {
  let world: PracticeWorld;
  let through: ThroughAdapters;
  let host: HostDriver;
  const stateOf = () => host.run("service-state", { unit: UNIT });
  const waitFor8448 = () => host.run("wait-listening", { unit: UNIT, ports: [8448], seconds: 5 });
  beforeAll(async () => {
    world = await startPractice({ seed: "test" });
    through = adaptersFor(world);
    host = driverOf(must(await through.hostsOf(world.journeys.a).connect("host")), through);
  });
  afterAll(async () => {
    await host?.connection.close();
    through?.close();
    await world?.stop();
  });

  it("is as Debian leaves it: not started for want of a name, and without complaint", async () => {
    const dead = { active: "inactive", sub: "dead", mainPid: 0 };
    expect(await stateOf()).toEqual({ ...dead, enabled: true, canReload: false });
    expect(await host.control(UNIT, "start")).toBe(true);
    expect(await stateOf()).toMatchObject(dead);
  });

  it("crash-loops once it has a name and no certificate, and says which file is missing", async () => {
    await host.write(`${CONF_D}/server_name.yaml`, "server_name: one.example\n");
    expect(await host.control(UNIT, "start")).toBe(false);
    const waited = await waitFor8448();
    expect(waited.up).toBe(false);
    expect(waited.log).toContain("Error accessing file '/etc/matrix-synapse/homeserver.tls.crt'");
    expect(await stateOf()).toMatchObject({ active: "activating", sub: "auto-restart" });
    expect((await host.run("test-config", { service: "synapse" })).passed).toBe(false);
  });

  it("gets a certificate through a responder on port 80, which is gone afterwards", async () => {
    const made = await host.certify("one.example", world.acmeDirectory, "responder", UNIT);
    expect(made).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
    const key = await host.run("stat", { path: `${TLS}one.example/privkey.pem` });
    expect(key.entry).toMatchObject({ mode: "0400", owner: UNIT });
    const plain = await through.network.fetchPlain("one.example", "/");
    expect(plain).toEqual({ kind: "failed", why: "refused" });
  });

  it("then starts, and answers peers with that certificate", async () => {
    await host.write(`${CONF_D}/zz-homeport.yaml`, EVERYWHERE);
    expect(await host.control(UNIT, "restart")).toBe(true);
    expect(await waitFor8448()).toEqual({ up: true, listening: [8448], log: "" });
    const seen = await endpointOf(through, PLACES.one, 8448, "one.example");
    expect(seen.tls).toMatchObject({ certificate: { names: ["one.example"], complete: true } });
    expect(seen.http).toMatchObject({ serverName: "one.example", keyFaults: [] });
  });

  it("serves a new certificate after SIGHUP, with the process that ran before", async () => {
    const before = (await stateOf()).mainPid;
    const made = await host.certify("one.example", world.acmeDirectory, "responder", UNIT);
    expect(await host.control(UNIT, "reload")).toBe(false);
    expect(await host.control(UNIT, "hup")).toBe(true);
    const seen = await endpointOf(through, PLACES.one, 8448, "one.example");
    expect(seen.tls).toMatchObject({ certificate: { fingerprint: made } });
    expect((await stateOf()).mainPid).toBe(before);
  });

  it("keeps the certificate when a listener with TLS names 0.0.0.0 before ::, which is fatal", async () => {
    const wrong = EVERYWHERE.replace('["::", "0.0.0.0"]', '["0.0.0.0", "::"]');
    await host.write(`${CONF_D}/zz-homeport.yaml`, wrong);
    expect(await host.control(UNIT, "restart")).toBe(false);
    expect((await waitFor8448()).log).toContain("Address already in use");
    await host.write(`${CONF_D}/zz-homeport.yaml`, EVERYWHERE);
    expect(await host.control(UNIT, "restart")).toBe(true);
  });

  it("goes on where it was in a world that was saved", async () => {
    const saved = JSON.parse(JSON.stringify(world.save())) as ReturnType<PracticeWorld["save"]>;
    const later = await startPractice({ seed: "test", saved });
    const again = adaptersFor(later);
    const seen = await endpointOf(again, PLACES.one, 8448, "one.example");
    again.close();
    await later.stop();
    expect(seen.http?.serverName).toBe("one.example");
    expect(seen.tls).toMatchObject({ certificate: { complete: true, issuer: "public" } });
  });

  it("restores every byte and leaves nothing of ours but its notes", async () => {
    const names = ["privkey.pem", "privkey.pem.new", "fullchain.pem", "fullchain.pem.new"];
    const ours = names.map((name) => `${TLS}one.example/${name}`);
    for (const path of [...ours, `${CONF_D}/zz-homeport.yaml`, `${CONF_D}/server_name.yaml`]) {
      await host.run("restore", { path });
    }
    await host.run("tidy", {});
    const left = Object.keys(world.hosts.get("one.example")?.machine.tree.dump() ?? {});
    const traces = left.filter((each) => each.includes("homeport"));
    expect(traces.every((each) => each.startsWith("/var/lib/homeport"))).toBe(true);
    expect(left).not.toContain(`${CONF_D}/server_name.yaml`);
  });

  it("loses the connection where that was planted, before or after the effect", async () => {
    const path = "/etc/homeport/note";
    const machine = world.hosts.get("one.example");
    for (const kind of ["cut-before", "cut-after"] as const) {
      machine?.faults.plant({ operation: "write-file", kind });
      const connection = must(await through.hostsOf(world.journeys.a).connect("host"));
      const file = { path, content: "x\n", mode: "0644", owner: "root" };
      const cut = await connection.run("write-file", { run: RUN, ...file });
      await connection.close();
      expect(cut).toMatchObject({ ok: false, error: { code: "connection-lost" } });
      expect(machine?.machine.tree.at(path) !== null).toBe(kind === "cut-after");
    }
  });

  it("is full where that was planted, and says so", async () => {
    world.hosts.get("one.example")?.faults.plant({ operation: "write-file", kind: "disk-full" });
    const file = { path: "/etc/homeport/full", content: "x\n", mode: "0644", owner: "root" };
    const full = await host.connection.run("write-file", { run: RUN, ...file });
    expect(full).toMatchObject({ ok: false, error: { code: "disk-full" } });
  });
});
