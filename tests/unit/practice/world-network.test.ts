import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PLACES } from "../../../electron/practice/world-zones.ts";
import { startPractice, type PracticeWorld } from "../../../electron/practice/world.ts";
import { adaptersFor, type ThroughAdapters } from "./through-adapters.ts";

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

  it("has an old server in the third domain: open on 8448, with a certificate of its own making", async () => {
    const { network } = through;
    const at = { address: PLACES.three, port: 8448, sni: "matrix.three.example" };
    const seen = await network.observe({ ask: "endpoint", hostHeader: "three.example", ...at });
    expect(seen.tls).toMatchObject({ certificate: { issuer: "self-signed" } });
    expect(seen.http).toMatchObject({ serverName: "three.example", keyFaults: [] });
  });

  it("gives the same host keys and CA for the same seed", async () => {
    const again = await startPractice({ seed: "test" });
    await again.stop();
    expect(again.journeys.a.host.hostKey).toBe(world.journeys.a.host.hostKey);
    expect(again.journeys.b.host.hostKey).not.toBe(world.journeys.a.host.hostKey);
  });
});
