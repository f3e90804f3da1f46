import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AcmeOrder } from "../../../electron/engine/ports.ts";
import type { HostConnection } from "../../../electron/engine/host-operations.ts";
import { PLACES } from "../../../electron/practice/world-zones.ts";
import { startPractice, type PracticeWorld } from "../../../electron/practice/world.ts";
import { adaptersFor, must, type ThroughAdapters } from "./through-adapters.ts";

const RUN = "20261126-110300-test";
const TLS = "/etc/homeport/tls/";

describe("the practice world, seen through the real adapters", () => {
  let world: PracticeWorld;
  let through: ThroughAdapters;
  beforeAll(async () => {
    world = await startPractice({ seed: "test" });
    through = adaptersFor(world);
  });
  afterAll(async () => {
    through?.close();
    await world?.stop();
  });

  it("answers addresses, and tells a missing name from a missing record", async () => {
    const { network } = through;
    const one = await network.observe({ ask: "addresses", host: "one.example" });
    expect(one.a).toMatchObject({ rcode: "NOERROR", records: [PLACES.one], ttl: 300 });
    expect(one.aaaa.rcode).toBe("NODATA");
    const nobody = await network.observe({ ask: "addresses", host: "nobody.example" });
    expect(nobody.a.rcode).toBe("NXDOMAIN");
  });

  it("keeps the old SRV record of the third domain, and has none for the others", async () => {
    const { network } = through;
    const old = await network.observe({
      ask: "srv",
      service: "_matrix._tcp",
      name: "three.example",
    });
    expect(old.records).toEqual([
      { priority: 10, weight: 5, port: 8448, target: "matrix.three.example" },
    ]);
    const none = await network.observe({
      ask: "srv",
      service: "_matrix._tcp",
      name: "two.example",
    });
    expect(none.rcode).toBe("NXDOMAIN");
  });

  it("answers with a code that was planted, and not at all where that was asked", async () => {
    const { network } = through;
    world.zones.plant("_matrix._tcp.one.example", "SERVFAIL");
    const failed = await network.observe({
      ask: "srv",
      service: "_matrix._tcp",
      name: "one.example",
    });
    world.zones.plant("_matrix._tcp.one.example", null);
    expect(failed.rcode).toBe("SERVFAIL");
  });

  it("serves the website of the second domain with a good certificate and without a well-known", async () => {
    const seen = await through.network.observe({
      ask: "well-known",
      host: "two.example",
      file: "server",
    });
    const [hop] = seen.hops;
    expect(hop?.outcome).toMatchObject({
      kind: "answered",
      status: 404,
      certificate: { names: ["two.example"], issuer: "public", complete: true },
    });
    const page = await through.network.fetchVerified("https://two.example/robots.txt");
    expect(page).toMatchObject({ kind: "answered", status: 200 });
  });

  it("refuses connections where nothing listens yet", async () => {
    const seen = await through.network.observe({
      ask: "endpoint",
      address: PLACES.one,
      port: 8448,
      sni: "one.example",
      hostHeader: "one.example",
    });
    expect(seen.tcp).toBe("refused");
  });

  it("has a peer that is a whole homeserver, its keys really signed", async () => {
    const seen = await through.network.observe({
      ask: "endpoint",
      address: PLACES.peer,
      port: 8448,
      sni: "peer.example",
      hostHeader: "peer.example:8448",
    });
    expect(seen.tls).toMatchObject({
      spoken: true,
      versions: ["1.2", "1.3"],
      certificate: { names: ["peer.example"], complete: true },
    });
    expect(seen.http).toMatchObject({
      serverName: "peer.example",
      keyFaults: [],
      version: { status: 200, json: true },
      encodedSlash: "kept",
    });
  });

  it("has a peer that a well-known leads to", async () => {
    const seen = await through.network.observe({
      ask: "well-known",
      host: "friend.example",
      file: "server",
    });
    expect(seen.hops[0]?.outcome).toMatchObject({
      status: 200,
      body: '{"m.server":"matrix.friend.example:443"}',
    });
    const endpoint = await through.network.observe({
      ask: "endpoint",
      address: PLACES.friend,
      port: 443,
      sni: "matrix.friend.example",
      hostHeader: "matrix.friend.example",
    });
    expect(endpoint.http?.serverName).toBe("friend.example");
  });

  it("gives the same host keys and CA for the same seed", async () => {
    const again = await startPractice({ seed: "test" });
    await again.stop();
    expect(again.journeys.a.host.hostKey).toBe(world.journeys.a.host.hostKey);
    expect(again.journeys.b.host.hostKey).not.toBe(world.journeys.a.host.hostKey);
  });
});

describe("a practice host, over the real SSH adapter", () => {
  let world: PracticeWorld;
  let through: ThroughAdapters;
  let host: HostConnection;
  const endpointOf = (address: string, port: number, name: string) =>
    through.network.observe({ ask: "endpoint", address, port, sni: name, hostHeader: name });
  const certify = async (
    names: readonly string[],
    directory: string,
    connection: HostConnection,
    by: "responder" | "web-server",
  ) => {
    const account = must(await through.acme.account(directory, null));
    const order: AcmeOrder = must(await account.order(names, null));
    for (const authorization of order.authorizations) {
      if (authorization.http01 === null) throw new Error("no HTTP-01");
      const place = { run: RUN, by, token: authorization.http01.token } as const;
      must(
        await connection.run("challenge-start", {
          ...place,
          keyAuthorization: authorization.http01.keyAuthorization,
        }),
      );
      must(await order.answer(authorization, "http-01"));
      must(await connection.run("challenge-stop", place));
    }
    const path = `${TLS}${names[0] ?? ""}`;
    const { csr } = must(
      await connection.run("order-key", { run: RUN, path, names, keyType: "ec256" }),
    );
    return must(await order.finalize(csr));
  };
  beforeAll(async () => {
    world = await startPractice({ seed: "test" });
    through = adaptersFor(world);
    host = must(await through.hostsOf(world.journeys.a).connect("host"));
  });
  afterAll(async () => {
    await host?.close();
    through?.close();
    await world?.stop();
  });

  it("is as Debian leaves it: not started for want of a name, and without complaint", async () => {
    const state = must(await host.run("service-state", { unit: "matrix-synapse" }));
    expect(state).toEqual({
      active: "inactive",
      sub: "dead",
      enabled: true,
      canReload: false,
      mainPid: 0,
    });
    const { accepted } = must(
      await host.run("control-service", { unit: "matrix-synapse", action: "start" }),
    );
    expect(accepted).toBe(true);
    expect(must(await host.run("service-state", { unit: "matrix-synapse" })).active).toBe(
      "inactive",
    );
  });

  it("crash-loops once it has a name and no certificate, and says which file is missing", async () => {
    const path = "/etc/matrix-synapse/conf.d/server_name.yaml";
    must(
      await host.run("write-file", {
        run: RUN,
        path,
        content: "server_name: one.example\n",
        mode: "0644",
        owner: "root",
      }),
    );
    const { accepted } = must(
      await host.run("control-service", { unit: "matrix-synapse", action: "start" }),
    );
    expect(accepted).toBe(false);
    const waited = must(
      await host.run("wait-listening", { unit: "matrix-synapse", ports: [8448], seconds: 5 }),
    );
    expect(waited.up).toBe(false);
    expect(waited.log).toContain("Error accessing file '/etc/matrix-synapse/homeserver.tls.crt'");
    expect(must(await host.run("test-config", { service: "synapse" })).passed).toBe(false);
  });

  it("gets a certificate through a responder on port 80, which is gone afterwards", async () => {
    const chain = await certify(["one.example"], world.acmeDirectory, host, "responder");
    const path = `${TLS}one.example`;
    const { fingerprint } = must(
      await host.run("install-certificate", { run: RUN, path, chain, reader: "matrix-synapse" }),
    );
    expect(fingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
    const key = must(await host.run("stat", { path: `${path}/privkey.pem` }));
    expect(key.entry).toMatchObject({ mode: "0400", owner: "matrix-synapse" });
    expect(await through.network.fetchPlain("one.example", "/")).toEqual({
      kind: "failed",
      why: "refused",
    });
  });

  it("then starts, and answers peers with that certificate", async () => {
    const path = "/etc/matrix-synapse/conf.d/zz-homeport.yaml";
    const content = [
      `tls_certificate_path: "${TLS}one.example/fullchain.pem"`,
      `tls_private_key_path: "${TLS}one.example/privkey.pem"`,
      "listeners:",
      '  - {port: 8448, tls: true, type: http, bind_addresses: ["::", "0.0.0.0"], resources: [{names: [client, federation]}]}',
      "",
    ].join("\n");
    must(await host.run("write-file", { run: RUN, path, content, mode: "0644", owner: "root" }));
    expect(
      must(await host.run("control-service", { unit: "matrix-synapse", action: "restart" }))
        .accepted,
    ).toBe(true);
    const waited = must(
      await host.run("wait-listening", { unit: "matrix-synapse", ports: [8448], seconds: 5 }),
    );
    expect(waited).toEqual({ up: true, listening: [8448], log: "" });
    const seen = await endpointOf(PLACES.one, 8448, "one.example");
    expect(seen.tls).toMatchObject({
      certificate: { names: ["one.example"], complete: true, issuer: "public" },
    });
    expect(seen.http).toMatchObject({ serverName: "one.example", keyFaults: [] });
  });

  it("goes on where it was in a world that was saved", async () => {
    const saved = world.save();
    const later = await startPractice({
      seed: "test",
      saved: JSON.parse(JSON.stringify(saved)) as typeof saved,
    });
    const again = adaptersFor(later);
    const seen = await again.network.observe({
      ask: "endpoint",
      address: PLACES.one,
      port: 8448,
      sni: "one.example",
      hostHeader: "one.example",
    });
    again.close();
    await later.stop();
    expect(seen.http?.serverName).toBe("one.example");
    expect(seen.tls).toMatchObject({ certificate: { complete: true } });
  });

  it("restores every byte and leaves nothing of ours but its notes", async () => {
    must(
      await host.run("restore", { run: RUN, path: "/etc/matrix-synapse/conf.d/zz-homeport.yaml" }),
    );
    must(
      await host.run("restore", { run: RUN, path: "/etc/matrix-synapse/conf.d/server_name.yaml" }),
    );
    for (const name of ["privkey.pem", "privkey.pem.new", "fullchain.pem", "fullchain.pem.new"]) {
      must(await host.run("restore", { run: RUN, path: `${TLS}one.example/${name}` }));
    }
    must(await host.run("tidy", { run: RUN }));
    const paths = Object.keys(world.hosts.get("one.example")?.machine.tree.dump() ?? {});
    const ours = paths.filter(
      (each) => each.includes("homeport") && !each.startsWith("/var/lib/homeport"),
    );
    expect(ours).toEqual([]);
  });

  it("stands behind nginx in the second journey: challenge files, TLS by name, and the proxy", async () => {
    const second = must(await through.hostsOf(world.journeys.b).connect("host"));
    const conf = "/etc/nginx/conf.d/homeport-matrix.two.example.conf";
    const challenge =
      "server { listen 80; server_name matrix.two.example; location ^~ /.well-known/acme-challenge/ { alias /etc/homeport/acme-challenge/; default_type text/plain; } location / { return 404; } }";
    const write = (content: string) =>
      second.run("write-file", { run: RUN, path: conf, content, mode: "0644", owner: "root" });
    must(await write(challenge));
    expect(
      must(await second.run("control-service", { unit: "nginx", action: "reload" })).accepted,
    ).toBe(true);
    const chain = await certify(["matrix.two.example"], world.acmeStaging, second, "web-server");
    const path = `${TLS}matrix.two.example`;
    must(await second.run("install-certificate", { run: RUN, path, chain, reader: null }));
    const site = `server { listen 443 ssl; server_name matrix.two.example; ssl_certificate ${path}/fullchain.pem; ssl_certificate_key ${path}/privkey.pem; location ~ ^(/_matrix|/_synapse/client) { proxy_pass http://127.0.0.1:8008; client_max_body_size 50M; } }`;
    must(await write(`${challenge}\n${site}`));
    const keys = [
      "listeners:",
      "  - {port: 8008, tls: false, type: http, x_forwarded: true, bind_addresses: ['127.0.0.1'], resources: [{names: [client, federation]}]}",
      "",
    ];
    must(
      await second.run("write-file", {
        run: RUN,
        path: "/etc/matrix-synapse/conf.d/zz-homeport.yaml",
        content: keys.join("\n"),
        mode: "0644",
        owner: "root",
      }),
    );
    expect(
      must(await second.run("control-service", { unit: "matrix-synapse", action: "restart" }))
        .accepted,
    ).toBe(true);
    expect(must(await second.run("test-config", { service: "nginx" })).passed).toBe(true);
    must(await second.run("control-service", { unit: "nginx", action: "reload" }));
    const local = must(
      await second.run("fetch-local", {
        port: 8008,
        path: "/_matrix/client/versions",
        hostHeader: "matrix.two.example",
      }),
    );
    expect(local.status).toBe(200);
    await second.close();
    const seen = await endpointOf(PLACES.two, 443, "matrix.two.example");
    expect(seen.tls).toMatchObject({
      certificate: { issuer: "staging", names: ["matrix.two.example"] },
    });
    expect(seen.http).toMatchObject({
      serverName: "two.example",
      keyFaults: [],
      bodyRefused: false,
      encodedSlash: "kept",
    });
  });

  it("refuses a web server's configuration that is wrong, and keeps serving the one before", async () => {
    const second = must(await through.hostsOf(world.journeys.b).connect("host"));
    const path = "/etc/nginx/conf.d/homeport-broken.conf";
    must(
      await second.run("write-file", {
        run: RUN,
        path,
        content: "server { listen 443 ssl; server_name broken.example; }\n",
        mode: "0644",
        owner: "root",
      }),
    );
    const tested = must(await second.run("test-config", { service: "nginx" }));
    expect(tested.passed).toBe(false);
    expect(tested.output).toContain('no "ssl_certificate" is defined');
    expect(
      must(await second.run("control-service", { unit: "nginx", action: "reload" })).accepted,
    ).toBe(false);
    must(await second.run("restore", { run: RUN, path }));
    expect(must(await second.run("test-config", { service: "nginx" })).passed).toBe(true);
    await second.close();
    expect((await endpointOf(PLACES.two, 443, "matrix.two.example")).http?.serverName).toBe(
      "two.example",
    );
  });

  it("publishes a file on the website's machine and serves the rest as before", async () => {
    const web = must(await through.hostsOf(world.journeys.b).connect("web"));
    const before = await through.network.fetchVerified("https://two.example/");
    const path = `${world.journeys.b.web?.root ?? ""}/.well-known/matrix/server`;
    must(
      await web.run("write-file", {
        run: RUN,
        path,
        content: '{"m.server":"matrix.two.example:443"}\n',
        mode: "0644",
        owner: "root",
      }),
    );
    const seen = await through.network.observe({
      ask: "well-known",
      host: "two.example",
      file: "server",
    });
    expect(seen.hops[0]?.outcome).toMatchObject({
      status: 200,
      body: '{"m.server":"matrix.two.example:443"}\n',
    });
    expect(await through.network.fetchVerified("https://two.example/")).toEqual(before);
    await web.close();
  });

  it("loses the connection where that was planted, before or after the effect", async () => {
    const path = "/etc/homeport/note";
    const write = (connection: HostConnection) =>
      connection.run("write-file", { run: RUN, path, content: "x\n", mode: "0644", owner: "root" });
    const machine = world.hosts.get("one.example");
    machine?.faults.plant({ operation: "write-file", kind: "cut-before" });
    const first = must(await through.hostsOf(world.journeys.a).connect("host"));
    expect(await write(first)).toMatchObject({ ok: false, error: { code: "connection-lost" } });
    await first.close();
    expect(machine?.machine.tree.at(path)).toBeNull();
    machine?.faults.plant({ operation: "write-file", kind: "cut-after" });
    const second = must(await through.hostsOf(world.journeys.a).connect("host"));
    expect(await write(second)).toMatchObject({ ok: false, error: { code: "connection-lost" } });
    await second.close();
    expect(machine?.machine.tree.at(path)).not.toBeNull();
  });

  it("runs no shell: a command that is no operation is not found", async () => {
    const refused = await host.run("read-file", { path: "/etc/$(id)" });
    expect(must(refused)).toEqual({ content: null });
  });
});
