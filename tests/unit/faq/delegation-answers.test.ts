import { describe, expect, test } from "vitest";
import type { Answers } from "../../../shared/answers/answers.ts";
import { answerFaq } from "../../../shared/faq/faq.ts";
import type { Faq } from "../../../shared/faq/questions.ts";
import { makePlan } from "../../../shared/plan/make-plan.ts";
import { inputOf } from "../plan/world-plan.ts";

const OWN = "198.51.100.7";
const WEB = "198.51.100.80";

function faqFor(json: object, answers: Answers = {}): Faq {
  const input = inputOf(json, answers);
  const made = makePlan(input);
  return answerFaq(input, made.ok ? made.value : null, made.ok ? null : made.error);
}

const server = (version: string) => ({
  name: "example.com",
  version,
  install: "debian",
  addresses: [OWN],
  listeners: [{ port: 8448, tls: true }],
});

const working = {
  format: 1,
  dns: { "example.com": { A: [OWN] } },
  endpoints: { [`${OWN}:8448`]: { certificate: { names: ["example.com"] } } },
};

describe("what would be needed where every plan is refused", () => {
  const need = (json: object) => faqFor(json)["need-srv-or-well-known"];
  const closed = { control: { dns: "nobody" }, endpoints: { [`${OWN}:80`]: { silent: true } } };

  test("is nothing where the name points here, whatever is in the way of the certificate", () => {
    const dns = { "example.com": { A: [OWN] } };
    const listeners = [{ port: 8008, tls: false }];
    const world = { format: 1, server: { ...server("1.163.2"), listeners }, dns, ...closed };
    expect(need(world)).toMatchObject({
      verdict: "none",
      answer: { code: "faq-need-srv-or-well-known-no-way-yet-here" },
    });
  });

  test("is nothing where the name itself says where to go", () => {
    const name = "example.com:8000";
    const elsewhere = { "example.com": { A: [WEB] } };
    const world = { format: 1, server: { ...server("1.163.2"), name }, dns: elsewhere };
    expect(need(world)).toMatchObject({
      verdict: "none",
      answer: {
        code: "faq-need-srv-or-well-known-explicit-port",
        data: { target: "example.com", port: 8000 },
      },
    });
  });

  test("is an SRV record where nobody can put a file on the website", () => {
    const dns = { "example.com": { A: [WEB] }, "matrix.example.com": { A: [OWN] } };
    const control = { web: "nobody", dns: "nobody" };
    const world = { format: 1, server: server("1.163.2"), control, dns };
    expect(need(world)).toMatchObject({
      verdict: "srv",
      answer: { code: "faq-need-srv-or-well-known-no-way-yet-srv" },
    });
  });
});

describe("what is told of SRV records and files", () => {
  test("puts failing name servers first, and says what is needed once they answer", () => {
    const failing = (more: object) => ({
      ...working,
      server: server("1.163.2"),
      dns: {
        "example.com": { A: [OWN] },
        "_matrix-fed._tcp.example.com": { rcode: "SERVFAIL" },
        "_matrix._tcp.example.com": { rcode: "SERVFAIL" },
        ...more,
      },
    });
    const faq = faqFor(failing({}));
    const records = "_matrix-fed._tcp.example.com, _matrix._tcp.example.com";
    expect(faq["right-now"]).toMatchObject({
      verdict: "yes",
      answer: { code: "faq-right-now-mend-lookup", data: { records } },
      reason: { code: "faq-broken-lookup" },
    });
    expect(faq["nothing-at-all"].reason.code).toBe("faq-broken-lookup");
    expect(faq["need-srv-or-well-known"]).toMatchObject({
      verdict: "none",
      answer: { code: "faq-need-srv-or-well-known-mend-first-none", data: { records } },
    });
    expect(faq["still-use-srv"].answer.code).toBe("faq-still-use-srv-untold");
    const elsewhere = faqFor(failing({ "example.com": { A: [WEB] } }));
    expect(elsewhere["need-srv-or-well-known"]).toMatchObject({
      verdict: "srv",
      answer: { code: "faq-need-srv-or-well-known-mend-first" },
    });
  });

  test("says that a record that works is left alone, and offers a file only where one can be had", () => {
    const record = (web: object) => ({
      format: 1,
      server: server("1.163.2"),
      dns: {
        "example.com": { A: [WEB] },
        "matrix.example.com": { A: [OWN] },
        "_matrix._tcp.example.com": { SRV: [{ port: 8448, target: "matrix.example.com" }] },
      },
      endpoints: { [`${OWN}:8448`]: { certificate: { names: ["example.com"] } } },
      ...web,
    });
    const site = { https: { "example.com": { certificate: { names: ["example.com"] } } } };
    const why = (json: object, answers: Answers = {}) =>
      faqFor(json, answers)["need-srv-or-well-known"].reason.code;
    expect(why(record(site))).toBe("faq-need-srv-or-well-known-srv-works-why");
    expect(why(record({}))).toBe("faq-need-srv-or-well-known-srv-alone-works-why");
    const dead = { endpoints: {}, https: site.https };
    expect(why(record(dead), { delegate: "srv" })).toBe("faq-need-srv-or-well-known-srv-taken-why");
    expect(why(record({ endpoints: {}, control: { web: "nobody" } }))).toBe(
      "faq-need-srv-or-well-known-srv-why",
    );
  });

  test("offers a file for completeness only where one can be had", () => {
    const answer = (json: object) =>
      faqFor({ ...json, server: server("1.163.2") })["need-srv-or-well-known"].answer.code;
    expect(answer(working)).toBe("faq-need-srv-or-well-known-points-here-alone");
    const site = { https: { "example.com": { certificate: { names: ["example.com"] } } } };
    expect(answer({ ...working, ...site })).toBe("faq-need-srv-or-well-known-points-here");
  });
});
