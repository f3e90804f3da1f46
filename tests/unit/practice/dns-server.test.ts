import { connect } from "node:net";
import packet from "dns-packet";
import { afterEach, describe, expect, it } from "vitest";
import { createDns } from "../../../electron/adapters/dns.ts";
import { parseDnsServer } from "../../../electron/adapters/dns-servers.ts";
import { startDnsServer, type DnsServer } from "../../../electron/practice/dns-server.ts";
import { createZones, type ZoneRecord } from "../../../electron/practice/zones.ts";

describe("practice's name server", () => {
  let server: DnsServer | null = null;
  afterEach(async () => {
    await server?.stop();
  });
  const open = async (records: readonly ZoneRecord[]) => {
    const zones = createZones(records);
    server = await startDnsServer(zones);
    const at = parseDnsServer(server.address);
    return { zones, dns: createDns({ servers: at === null ? [] : [at] }), at };
  };

  it("follows aliases and names them", async () => {
    const { dns } = await open([
      { name: "alias.example", type: "CNAME", ttl: 60, data: "real.example" },
      { name: "real.example", type: "A", ttl: 30, data: "198.51.100.1" },
    ]);
    const seen = await dns.addresses("alias.example");
    expect(seen.a).toMatchObject({ rcode: "NOERROR", records: ["198.51.100.1"] });
    expect(seen.cname).toEqual(["real.example"]);
  });

  it("gives up on aliases that lead in a circle", async () => {
    const { dns } = await open([
      { name: "a.example", type: "CNAME", ttl: 60, data: "b.example" },
      { name: "b.example", type: "CNAME", ttl: 60, data: "a.example" },
    ]);
    expect((await dns.addresses("a.example")).a.rcode).toBe("SERVFAIL");
  });

  it("tells a name that has names below it from one that does not exist", async () => {
    const { dns } = await open([
      { name: "x.deep.example", type: "A", ttl: 1, data: "198.51.100.1" },
    ]);
    expect((await dns.addresses("deep.example")).a.rcode).toBe("NODATA");
    expect((await dns.addresses("other.example")).a.rcode).toBe("NXDOMAIN");
  });

  it("cuts what is too long for UDP and gives all of it over TCP", async () => {
    const name = `${"a-long-label-".repeat(4)}end.example`;
    const many = Array.from({ length: 30 }, (_, index): ZoneRecord => {
      return { name, type: "A", ttl: 60, data: `198.51.100.${index}` };
    });
    const { dns } = await open(many);
    expect((await dns.addresses(name)).a.records).toHaveLength(30);
  });

  it("answers several questions on one TCP connection, and survives noise", async () => {
    const { at } = await open([{ name: "a.example", type: "A", ttl: 60, data: "198.51.100.1" }]);
    const ask = (id: number) =>
      packet.streamEncode({ type: "query", id, questions: [{ name: "a.example", type: "A" }] });
    const ids = await new Promise<readonly number[]>((resolve) => {
      const socket = connect(at?.port ?? 0, "127.0.0.1", () => {
        socket.write(Buffer.concat([ask(1), Buffer.from([0, 2, 255, 255]), ask(2)]));
      });
      let waiting = Buffer.alloc(0);
      const found: number[] = [];
      socket.on("data", (chunk: Buffer) => {
        waiting = Buffer.concat([waiting, chunk]);
        while (waiting.length > 2 && waiting.length >= 2 + waiting.readUInt16BE(0)) {
          found.push(waiting.readUInt16BE(2));
          waiting = waiting.subarray(2 + waiting.readUInt16BE(0));
        }
        if (found.length < 2) return;
        socket.destroy();
        resolve(found);
      });
    });
    expect(ids).toEqual([1, 2]);
  });
});
