import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PLACES } from "../../../electron/practice/world-zones.ts";
import { startPractice, type PracticeWorld } from "../../../electron/practice/world.ts";
import { nginx } from "../../../shared/render/nginx.ts";
import { driverOf, endpointOf, TLS, type HostDriver } from "./host-driver.ts";
import { adaptersFor, must, type ThroughAdapters } from "./through-adapters.ts";

const NAME = "matrix.two.example";
const SITE = `/etc/nginx/conf.d/homeport-${NAME}.conf`;
const LOOPBACK = `listeners:
  - {port: 8008, tls: false, type: http, x_forwarded: true, bind_addresses: ["::1", "127.0.0.1"], resources: [{names: [client, federation]}]}
`;

describe("practice's second host, over the real SSH adapter", () => {
  let world: PracticeWorld;
  let through: ThroughAdapters;
  let host: HostDriver;
  const serves = async () => {
    const seen = await endpointOf(through, PLACES.two, 443, NAME);
    return seen.http?.serverName ?? null;
  };
  beforeAll(async () => {
    world = await startPractice({ seed: "test" });
    through = adaptersFor(world);
    host = driverOf(must(await through.hostsOf(world.journeys.b).connect("host")), through);
  });
  afterAll(async () => {
    await host?.connection.close();
    through?.close();
    await world?.stop();
  });

  it("has nginx on port 80 and Synapse in a crash-loop", async () => {
    const state = await host.run("service-state", { unit: "nginx.service" });
    expect(state).toMatchObject({ active: "active", canReload: true });
    const synapse = await host.run("service-state", { unit: "matrix-synapse.service" });
    expect(synapse.active).toBe("activating");
    const plain = await through.network.fetchPlain(NAME, "/");
    expect(plain).toMatchObject({ kind: "answered", status: 200 });
  });

  it("answers the CA through a file of Homeport's that nginx serves", async () => {
    await host.write(SITE, nginx.challenge([NAME]));
    expect(await host.control("nginx", "reload")).toBe(true);
    const made = await host.certify(NAME, world.acmeStaging, "web-server", null);
    expect(made).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
    const key = await host.run("stat", { path: `${TLS}${NAME}/privkey.pem` });
    expect(key.entry).toMatchObject({ mode: "0600", owner: "root" });
  });

  it("leads peers to Synapse through the file that Homeport writes for nginx", async () => {
    const place = { port: 443, tlsFolder: `${TLS}${NAME}`, upstreamPort: 8008 };
    await host.write(SITE, nginx.site({ names: [NAME], documents: [], ...place }, [NAME]));
    await host.write("/etc/matrix-synapse/conf.d/zz-homeport.yaml", LOOPBACK);
    expect(await host.control("matrix-synapse", "restart")).toBe(true);
    expect((await host.run("test-config", { service: "nginx" })).passed).toBe(true);
    expect(await host.control("nginx", "reload")).toBe(true);
    const seen = await endpointOf(through, PLACES.two, 443, NAME);
    expect(seen.tls).toMatchObject({ certificate: { issuer: "staging", names: [NAME] } });
    expect(seen.http).toMatchObject({
      serverName: "two.example",
      keyFaults: [],
      bodyRefused: false,
      encodedSlash: "kept",
    });
  });

  it("answers from itself what the host asks of its own port", async () => {
    const page = { port: 8008, path: "/_matrix/client/versions", hostHeader: NAME };
    expect((await host.run("fetch-local", page)).status).toBe(200);
  });

  it("says 502 while Synapse is down, and answers again when it is up", async () => {
    await host.control("matrix-synapse", "stop");
    const down = await endpointOf(through, PLACES.two, 443, NAME);
    expect(down.http?.version.status).toBe(502);
    await host.control("matrix-synapse", "start");
    expect(await serves()).toBe("two.example");
  });

  it("refuses a configuration that is wrong, in nginx's words, and keeps serving the one before", async () => {
    const path = "/etc/nginx/conf.d/homeport-broken.conf";
    const wrong = {
      "server { listen 443 ssl; server_name x.example; }": 'no "ssl_certificate" is defined',
      "server { listn 443; }": 'unknown directive "listn"',
      "server { listen 80;": 'unexpected end of file, expecting "}"',
      "server { listen 80; } }": 'unexpected "}"',
      "server { listen 443 ssl; ssl_certificate /no.pem; ssl_certificate_key /no.key; }":
        'cannot load certificate "/no.pem"',
    };
    for (const [text, said] of Object.entries(wrong)) {
      await host.write(path, `${text}\n`);
      const tested = await host.run("test-config", { service: "nginx" });
      expect(tested.passed).toBe(false);
      expect(tested.output).toContain(said);
      expect(await host.control("nginx", "reload")).toBe(false);
    }
    await host.run("restore", { path });
    expect((await host.run("test-config", { service: "nginx" })).passed).toBe(true);
    expect(await serves()).toBe("two.example");
  });

  it("publishes a file on the website's machine and serves the rest as before", async () => {
    const web = driverOf(must(await through.hostsOf(world.journeys.b).connect("web")), through);
    const before = await through.network.fetchVerified("https://two.example/");
    const body = '{"m.server":"matrix.two.example:443"}\n';
    await web.write(`${world.journeys.b.web?.root ?? ""}/.well-known/matrix/server`, body);
    const file = { ask: "well-known", host: "two.example", file: "server" } as const;
    const seen = await through.network.observe(file);
    expect(seen.hops[0]?.outcome).toMatchObject({ status: 200, body });
    expect(await through.network.fetchVerified("https://two.example/")).toEqual(before);
    await web.connection.close();
  });
});
