import { expect, test } from "vitest";
import { questions } from "../../../shared/plan/questions.ts";
import { inputOf } from "./world-plan.ts";

const OWN = "198.51.100.7";
const here = {
  format: 1,
  server: { name: "example.com", install: "debian", addresses: [OWN] },
  dns: { "example.com": { A: [OWN] } },
};
const elsewhere = {
  format: 1,
  server: { name: "example.com", install: "debian", addresses: [OWN], proxy: "nginx" },
  control: { web: "other" },
  dns: {
    "example.com": { A: ["198.51.100.80"] },
    "matrix.example.com": { A: [OWN] },
    "_matrix._tcp.example.com": {
      SRV: [{ priority: 1, weight: 1, port: 443, target: "matrix.example.com" }],
    },
  },
  https: { "example.com": { certificate: { names: ["example.com"] } } },
};

test("where the name points here, nobody is asked how to delegate", () => {
  const { open, moot } = questions(inputOf(here));
  expect(open.map((each) => each.key)).toEqual(["audience", "certificate", "clients"]);
  expect(moot.find((each) => each.key === "web")?.why.code).toBe("moot-here");
  expect(moot.find((each) => each.key === "proxy")?.why.code).toBe("moot-seen");
});

test("where delegation is needed, each question says its default", () => {
  const { open } = questions(inputOf(elsewhere));
  const defaults = Object.fromEntries(open.map((each) => [each.key, each.default]));
  expect(defaults).toMatchObject({
    web: "other",
    dns: "me",
    delegate: "auto",
    delegatedName: "matrix.example.com",
    port: 443,
    keepSrv: "auto",
  });
});

test("an answer makes its question moot, and what works leaves none open", () => {
  const { moot } = questions(inputOf(elsewhere, { web: "me" }));
  expect(moot).toContainEqual({ key: "web", why: { code: "moot-answered", data: {} } });
  const working = {
    ...here,
    endpoints: { [`${OWN}:8448`]: { certificate: { names: ["example.com"] } } },
  };
  expect(questions(inputOf(working)).open).toEqual([]);
});
