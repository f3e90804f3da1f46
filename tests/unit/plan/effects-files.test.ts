import { describe, expect, test } from "vitest";
import { asAnswerTo } from "../../../shared/facts/answers-to.ts";
import type { Observe, WellKnownSeen } from "../../../shared/facts/observation.ts";
import { isNoticed, worldAfter } from "../../../shared/plan/effects.ts";
import { orderPhases } from "../../../shared/plan/order-phases.ts";
import type { Draft } from "../../../shared/plan/step-parts.ts";
import {
  askFor,
  common,
  context,
  document,
  FILE_URL,
  look,
  NAME,
  OWN,
  restart,
  route,
  siteFile,
  synapseFile,
} from "./hand-made-steps.ts";
import { publicCertificate } from "../../../shared/facts/public-certificate.ts";

describe("a published file", () => {
  const seen = (done: readonly Draft[], host = NAME, file: "server" | "client" = "server") =>
    worldAfter(look, done, context)({ ask: "well-known", host, file }) as WellKnownSeen;

  const publish: Draft = { kind: "publish-file", ...common("p"), on: "web", files: [document] };

  test("is answered as JSON that may be kept, and not redirected", () => {
    expect(seen([publish])).toMatchObject({
      kind: "well-known",
      loop: false,
      hops: [
        {
          url: FILE_URL,
          outcome: {
            kind: "answered",
            status: 200,
            body: document.content,
            truncated: false,
            headers: { "cache-control": "max-age=3600", "content-type": "application/json" },
          },
        },
      ],
    });
  });

  test("may come from a person, or from the site of our own once it is loaded", () => {
    const site = siteFile("nginx-site", [route(443)], [document]);
    for (const done of [[askFor({ files: [document] })], [site, restart("nginx")]])
      expect(seen(done).hops[0]?.outcome).toMatchObject({ kind: "answered", status: 200 });
    expect(seen([site]).hops[0]?.outcome.kind).toBe("refused");
  });

  test("stands for its own name and file alone", () => {
    expect(seen([publish], NAME, "client").hops[0]?.outcome.kind).not.toBe("answered");
    expect(seen([publish], "other.example").hops[0]?.outcome.kind).not.toBe("answered");
  });

  test("comes with the certificate of the website, or ours where there was none", () => {
    const certificate = (done: readonly Draft[], host: string) => {
      const outcome = seen(done, host).hops[0]?.outcome;
      return outcome?.kind === "answered" ? outcome.certificate?.names : null;
    };
    const url = "https://site.example/.well-known/matrix/server";
    const onSite = askFor({ files: [{ ...document, url }] });
    expect(certificate([onSite], "site.example")).toEqual(["site.example"]);
    expect(certificate([publish], NAME)).toEqual([NAME]);
  });

  test("comes with the certificate of a website that was mute before", () => {
    const mute: Observe = (query) =>
      query.ask === "well-known"
        ? asAnswerTo(query, {
            kind: "well-known",
            hops: [
              {
                url: FILE_URL,
                outcome: { kind: "silent", certificate: publicCertificate(["mute"]) },
              },
            ],
            loop: false,
            byAddress: {},
          })
        : look(query);
    const world = worldAfter(mute, [publish], context);
    const after = world({ ask: "well-known", host: NAME, file: "server" }) as WellKnownSeen;
    expect(after.hops[0]?.outcome).toMatchObject({ certificate: { names: ["mute"] } });
  });
});

describe("peers notice", () => {
  const noticed = (...drafts: readonly Draft[]): readonly boolean[] =>
    orderPhases(drafts).map((step) => isNoticed(step));

  test("what is published, what a person does, and a service that opens a port for them", () => {
    const record = { name: "a", type: "A", ttl: 60, value: OWN, change: "add" } as const;
    expect(
      noticed(
        { kind: "publish-file", ...common("a"), on: "web", files: [document] },
        { kind: "dns-record", ...common("b"), record },
        askFor({ ports: [8448] }),
        restart("synapse", 8448),
        restart("nginx", 80, 443),
        siteFile("proxy-snippet", [route(443)]),
      ),
    ).toEqual([true, true, true, true, true, true]);
  });

  test("no file before it is read, no key, no order, no wait, no proof, and not port 80", () => {
    const path = { names: [NAME], path: "/x" };
    expect(
      noticed(
        restart("nginx", 80),
        siteFile("nginx-site", [route(443)]),
        synapseFile({ port: 8448, tls: true }),
        { kind: "order-key", ...common("k"), ...path },
        {
          kind: "obtain-certificate",
          ...common("c"),
          ...path,
          issuer: "acme",
          challenge: "http-01",
          answerBy: "responder",
          keyReader: null,
        },
        { kind: "wait", ...common("w"), seconds: 60 },
        { kind: "prove", ...common("p"), what: "endpoint" },
      ),
    ).toEqual([false, false, false, false, false, false, false]);
  });
});
