import { describe, expect, test } from "vitest";
import type { Answers } from "../../../shared/answers/answers.ts";
import { publicCertificate } from "../../../shared/facts/public-certificate.ts";
import type { PlanInput } from "../../../shared/plan/plan.ts";
import { questions } from "../../../shared/plan/questions.ts";
import { debianHost } from "./debian-host.ts";
import { said } from "./told.ts";
import { inputOf } from "./world-plan.ts";

const OWN = "198.51.100.7";
const server = { name: "example.com", version: "1.160.0", install: "debian", addresses: [OWN] };
const here = { "example.com": { A: [OWN] } };
const world = {
  format: 1,
  server,
  control: { web: "other", dns: "nobody" },
  dns: { "example.com": { A: ["198.51.100.80"] }, "matrix.example.com": { A: [OWN] } },
  https: { "example.com": { certificate: { names: ["example.com"], issuer: "public" } } },
};

const input = (changes: object = {}, answers: Answers = {}): PlanInput =>
  inputOf({ ...world, ...changes }, answers);

/** Each open question as it is asked: what for, what may be answered, and what holds otherwise. */
const asked = (of: PlanInput) =>
  questions(of).open.map(
    (each) => `${each.key}: ${said(each.why)}; ${each.choices.join(" ")}; ${String(each.default)}`,
  );

const moot = (of: PlanInput) => questions(of).moot.map((each) => `${each.key}: ${said(each.why)}`);

const AUDIENCE = "audience: ask-audience name=example.com; 0.34 0.99 1.0 1.93; 0.99,1.0,1.93";
const CERTIFICATE = "certificate: ask-certificate name=example.com; acme own; acme";
const CLIENTS = "clients: ask-clients name=example.com; yes no; yes";

describe("questions", () => {
  test("without a login are all that facts leave open", () => {
    const blind = { ...input(), host: null };
    expect(asked(blind)).toEqual([
      AUDIENCE,
      "delegate: ask-delegate name=example.com; auto none well-known srv; auto",
      "web: ask-web name=example.com; me other nobody; other",
      "dns: ask-dns name=example.com; me other nobody; nobody",
      "delegatedName: ask-delegated-name name=example.com; ; matrix.example.com",
      "port: ask-port name=example.com; ; 8448",
      "proxy: ask-proxy name=example.com; auto none nginx apache caddy haproxy other; auto",
      CERTIFICATE,
      CLIENTS,
    ]);
    expect(moot(blind)).toEqual(["keepSrv: moot-no-srv"]);
  });

  test("take in what becomes of a record, and begin with where it leads", () => {
    const record = { SRV: [{ priority: 1, weight: 1, port: 8449, target: "m.example.com" }] };
    const dns = { ...world.dns, "_matrix._tcp.example.com": record, "m.example.com": { A: [OWN] } };
    const open = asked(input({ dns }));
    expect(open).toContain("keepSrv: ask-keep-srv name=example.com; auto yes no; auto");
    expect(open).toContain("delegatedName: ask-delegated-name name=example.com; ; m.example.com");
    expect(moot(input({ dns }))).toEqual(["proxy: moot-seen"]);
  });

  test("are few where the name leads to the host", () => {
    expect(asked(input({ dns: here }))).toEqual([AUDIENCE, CERTIFICATE, CLIENTS]);
    expect(moot(input({ dns: here }))).toEqual([
      "delegate: moot-here name=example.com",
      "web: moot-here name=example.com",
      "dns: moot-here name=example.com",
      "delegatedName: moot-here name=example.com",
      "port: moot-here name=example.com",
      "proxy: moot-seen",
      "keepSrv: moot-no-srv",
    ]);
  });

  test("are few where the name itself says the port", () => {
    const fixed = input({ server: { ...server, name: "example.com:8449" }, dns: here });
    expect(asked(fixed)).toEqual([AUDIENCE, CERTIFICATE, CLIENTS]);
    expect(moot(fixed)).toEqual([
      "delegate: moot-fixed-way",
      "web: moot-fixed-way",
      "dns: moot-fixed-way",
      "delegatedName: moot-fixed-way",
      "port: moot-fixed-way",
      "proxy: moot-seen",
      "keepSrv: moot-fixed-way",
    ]);
  });

  test("are none where all works", () => {
    const endpoints = { [`${OWN}:8448`]: { certificate: { names: ["example.com"] } } };
    const works = input({ dns: here, endpoints });
    expect(asked(works)).toEqual([]);
    expect(new Set(questions(works).moot.map((each) => each.why.code))).toEqual(
      new Set(["moot-works"]),
    );
    expect(questions(works).moot).toHaveLength(10);
  });

  test("leave the certificate out where a good one is served", () => {
    const endpoints = { [`${OWN}:443`]: { certificate: { names: ["matrix.example.com"] } } };
    expect(moot(input({ endpoints }))).toContain("certificate: moot-works");
    expect(asked(input({ endpoints }))).toContain("port: ask-port name=example.com; ; 443");
  });

  test("offer to keep a certificate only where there is one that can be kept", () => {
    const kept = input({ dns: here });
    const held = {
      ...kept,
      host: debianHost({ ownCertificates: { "example.com": publicCertificate(["example.com"]) } }),
    };
    expect(asked(kept)).toContain(CERTIFICATE);
    expect(asked(held)).toContain(
      "certificate: ask-certificate name=example.com; acme own existing; existing",
    );
  });

  test("that were answered are not asked again", () => {
    const answered = input({}, { web: "me", delegate: "well-known" });
    expect(moot(answered)).toEqual([
      "delegate: moot-answered",
      "web: moot-answered",
      "proxy: moot-seen",
      "keepSrv: moot-no-srv",
    ]);
  });

  test("are still asked where no plan can be made yet", () => {
    const refused = input({ control: { web: "nobody", dns: "nobody" } });
    expect(asked(refused)).toContain(CERTIFICATE);
    expect(asked(refused)).toContain("web: ask-web name=example.com; me other nobody; nobody");
  });
});
