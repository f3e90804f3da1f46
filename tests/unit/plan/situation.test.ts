import { describe, expect, test } from "vitest";
import type { Answers } from "../../../shared/answers/answers.ts";
import type { Query } from "../../../shared/facts/observation.ts";
import { bestSrv, isOwn, situationOf } from "../../../shared/plan/situation.ts";
import { debianHost, debianNginx } from "./debian-host.ts";
import { OWN, SERVER, situationFor, WEB } from "./situation-for.ts";
import { inputOf } from "./world-plan.ts";

/** What is asked before the first answer is used, in order. */
function asked(name: string, answers: Answers = {}): readonly string[] {
  const queries: Query[] = [];
  const input = inputOf({ format: 1, server: { ...SERVER, name } }, answers);
  situationOf({
    ...input,
    observe: (query) => {
      queries.push(query);
      return { kind: "untold" };
    },
  });
  return queries.map((query) => {
    if (query.ask === "srv") return `${query.service}.${query.name}`;
    if (query.ask === "well-known") return `${query.file} file of ${query.host}`;
    return query.ask === "addresses" ? `addresses of ${query.host}` : query.ask;
  });
}

describe("what every plan asks sooner or later", () => {
  test("is asked at once, before any answer is there: it saves who looks live a round each", () => {
    expect(asked("Example.com").slice(0, 6)).toEqual([
      "addresses of example.com",
      "server file of example.com",
      "client file of example.com",
      "_matrix-fed._tcp.example.com",
      "_matrix._tcp.example.com",
      "addresses of matrix.example.com",
    ]);
  });

  test("includes the name that was answered in place of the usual one", () => {
    const queries = asked("example.com", { delegatedName: "Chat.example.com" });
    expect(queries[5]).toBe("addresses of chat.example.com");
  });

  test("is only the address of a name that says its port, and nothing of an address", () => {
    expect([...new Set(asked("example.com:8000"))]).toEqual(["addresses of example.com"]);
    // A server up to 0.34 looks even an address up.
    expect([...new Set(asked(OWN))]).toEqual([`_matrix._tcp.${OWN}`, "endpoint"]);
  });
});

describe("the record that peers try first", () => {
  const record = (priority: number, weight: number, target: string) => ({
    priority,
    weight,
    port: 8448,
    target,
  });
  const best = (...records: readonly ReturnType<typeof record>[]) =>
    bestSrv({ kind: "srv", rcode: "NOERROR", ttl: 60, records })?.target;

  test("is the one of the lowest priority", () => {
    expect(best(record(20, 99, "later"), record(10, 0, "first"), record(30, 5, "last"))).toBe(
      "first",
    );
  });

  test("is the one of the highest weight among those", () => {
    expect(best(record(10, 5, "light"), record(10, 50, "heavy"), record(20, 99, "later"))).toBe(
      "heavy",
    );
  });

  test("is the first of the answer where they are alike, and none where there is none", () => {
    expect(best(record(10, 5, "one"), record(10, 5, "other"))).toBe("one");
    expect([best(), bestSrv(null)]).toEqual([undefined, null]);
  });
});

describe("the machine's own addresses, where no machine was named", () => {
  const own = (dns: object, answers: Answers = {}) =>
    situationFor({ server: undefined, dns }, answers, { host: null }).own;
  const names = {
    "example.com": { A: ["192.0.2.1"] },
    "matrix.example.com": { A: ["192.0.2.2"] },
    "a.example.com": { A: ["192.0.2.3"] },
    "b.example.com": { A: ["192.0.2.4"] },
  };
  const to = (target: string) => ({
    "_matrix._tcp.example.com": { SRV: [{ port: 8448, target }] },
  });

  test("are those of the name that was answered, before all others", () => {
    expect(own({ ...names, ...to("a.example.com") }, { delegatedName: "B.example.com" })).toEqual([
      "192.0.2.4",
    ]);
  });

  test("are those of the record's target, before the usual name", () => {
    expect(own({ ...names, ...to("A.Example.com") })).toEqual(["192.0.2.3"]);
  });

  test("are those of the usual name where there is no record, or it says that there is no service", () => {
    expect(own(names)).toEqual(["192.0.2.2"]);
    expect(own({ ...names, ...to(".") })).toEqual(["192.0.2.2"]);
  });

  test("are those of the server name itself where nothing else has any", () => {
    expect(own({ "example.com": names["example.com"] })).toEqual(["192.0.2.1"]);
  });
});

describe("a situation", () => {
  test("has no records of a name that nobody looks records up for", () => {
    const SRV = [{ port: 8448, target: "a.example.com" }];
    const dns = { "_matrix._tcp.example.com": { SRV }, "_matrix-fed._tcp.example.com": { SRV } };
    const port = situationFor({ server: { ...SERVER, name: "example.com:8000" }, dns });
    expect([port.srvFed, port.srvLegacy]).toEqual([null, null]);
    const address = situationFor({
      server: { ...SERVER, name: OWN },
      dns: { [`_matrix._tcp.${OWN}`]: { SRV }, [`_matrix-fed._tcp.${OWN}`]: { SRV } },
    });
    expect([address.srvFed, address.srvLegacy]).toEqual([null, null]);
    expect(situationFor({ dns }).srvLegacy?.records).toHaveLength(1);
  });

  test("knows no records that it was not told of", () => {
    const input = inputOf({ format: 1, server: SERVER });
    const untold = situationOf({ ...input, observe: () => ({ kind: "untold" }) });
    expect([untold.srvFed, untold.srvLegacy]).toEqual([null, null]);
  });

  test("takes answers for what they say, and facts where they say nothing", () => {
    const host = debianHost({ proxy: debianNginx() });
    const seen = situationFor({ control: { web: "other", dns: "nobody" } }, {}, { host });
    expect([seen.web, seen.dns, seen.proxy]).toEqual(["other", "nobody", "nginx"]);
    const said: Answers = { web: "me", dns: "other", proxy: "none" };
    const told = situationFor({ control: { web: "other", dns: "nobody" } }, said, { host });
    expect([told.web, told.dns, told.proxy]).toEqual(["me", "other", "none"]);
    expect(situationFor({}, { proxy: "auto" }, { host }).proxy).toBe("nginx");
    expect(situationFor({}, {}, { host: debianHost() }).proxy).toBe("none");
  });

  test("keeps its audience in the order of the eras, and its address in any spelling", () => {
    const server = { ...SERVER, addresses: ["2001:db8::7"] };
    const seen = situationFor({ server }, { audience: ["1.93", "0.34"] });
    expect(seen.audience).toEqual(["0.34", "1.93"]);
    expect(isOwn(seen, "2001:DB8:0::7")).toBe(true);
    expect(isOwn(seen, WEB)).toBe(false);
  });
});
