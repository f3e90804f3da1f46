import { describe, expect, test } from "vitest";
import { worldAfter } from "../../../shared/plan/effects.ts";
import type { Draft } from "../../../shared/plan/step-parts.ts";
import { askFor, context, look, OWN, restart, synapseFile } from "./hand-made-steps.ts";
import { inputOf } from "./world-plan.ts";

const HOST = "example.com";
const url = (file: string, host = HOST) => `https://${host}/.well-known/matrix/${file}`;
const retire = (...urls: readonly string[]): Draft => {
  const asked = askFor({});
  if (asked.kind !== "ask-person") throw new Error(asked.kind);
  return { ...asked, retires: urls.map((each) => ({ path: "x", url: each })) };
};

const PAGES = {
  certificate: { names: [HOST] },
  "/.well-known/matrix/server": { location: "/moved" },
  "/.well-known/matrix/client": { body: "{}" },
  "/moved": { body: "here", headers: { "cache-control": "max-age=7" } },
};

/** What is found at an address once steps are done. */
function found(
  done: readonly Draft[],
  file: "server" | "client" = "server",
  pages: object = PAGES,
) {
  const world = { format: 1, dns: { [HOST]: { A: [OWN] } }, https: { [HOST]: pages } };
  const seen = worldAfter(
    inputOf(world).observe,
    done,
    context,
  )({
    ask: "well-known",
    host: HOST,
    file,
  });
  return seen.kind === "well-known" ? seen : null;
}

describe("a file that was taken away", () => {
  test("is not found, behind the certificate of its website, whatever it led to before", () => {
    expect(found([])?.hops).toHaveLength(2);
    expect(found([retire(url("server"))])).toEqual({
      kind: "well-known",
      hops: [
        {
          url: url("server"),
          outcome: {
            kind: "answered",
            certificate: expect.objectContaining({ names: [HOST] }) as unknown,
            status: 404,
            headers: {},
            body: "",
            truncated: false,
          },
        },
      ],
      loop: false,
      byAddress: {},
    });
  });

  test("is that file alone: others of the website, and of other websites, stay", () => {
    expect(found([retire(url("server"))], "client")).toEqual(found([], "client"));
    expect(found([retire(url("server", "other.example"))])).toEqual(found([]));
    expect(found([askFor({})])).toEqual(found([]));
    const outcome = found([retire(url("x"), url("server"))])?.hops[0]?.outcome;
    expect(outcome).toMatchObject({ status: 404 });
  });

  test("does not make a website answer that is silent or closed", () => {
    const silent = { ...PAGES, "/.well-known/matrix/server": { silent: true } };
    const done = [retire(url("server"))];
    expect(found(done, "server", silent)).toEqual(found([], "server", silent));
    const closed = { ask: "well-known", host: "nobody.example", file: "server" } as const;
    expect(worldAfter(look, done, context)(closed)).toEqual(look(closed));
  });
});

describe("a port that Synapse had with TLS", () => {
  const at = (done: readonly Draft[], tlsPorts: readonly number[]) => {
    const seen = worldAfter(look, done, { ...context, tlsPorts })({
      ask: "endpoint",
      address: OWN,
      port: 8443,
      sni: HOST,
      hostHeader: HOST,
    });
    return seen.kind === "endpoint" ? seen.tcp : seen.kind;
  };
  const plain = synapseFile({ port: 8443, tls: false });
  const moved = synapseFile({ port: 8448, tls: true });

  test("is closed once it has restarted without it, or speaks no TLS there any more", () => {
    expect(at([moved, restart("synapse")], [8443])).toBe("refused");
    expect(at([plain, restart("synapse")], [8443])).toBe("refused");
  });

  test("answers until then, and stays with whoever else had it", () => {
    expect(at([moved], [8443])).toBe("open");
    expect(at([restart("nginx")], [8443])).toBe("open");
    expect(at([moved, restart("synapse")], [])).toBe("open");
    expect(at([synapseFile({ port: 8443, tls: true }), restart("synapse")], [8443])).toBe("open");
  });
});
