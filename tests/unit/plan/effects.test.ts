import { describe, expect, test } from "vitest";
import { UNTOLD, type EndpointSeen, type Observe } from "../../../shared/facts/observation.ts";
import { worldAfter, type EffectContext } from "../../../shared/plan/effects.ts";
import type { Draft } from "../../../shared/plan/step-parts.ts";
import {
  askFor,
  context,
  look,
  NAME,
  OWN,
  restart,
  route,
  siteFile,
  synapseFile,
} from "./hand-made-steps.ts";
import { publicCertificate } from "../../../shared/facts/public-certificate.ts";

function endpoint(
  done: readonly Draft[],
  port: number,
  more: {
    sni?: string | null;
    address?: string;
    context?: Partial<EffectContext>;
    observe?: Observe;
  } = {},
): EndpointSeen | null {
  const world = worldAfter(more.observe ?? look, done, { ...context, ...more.context });
  const seen = world({
    ask: "endpoint",
    address: more.address ?? OWN,
    port,
    sni: more.sni === undefined ? NAME : more.sni,
    hostHeader: NAME,
  });
  return seen.kind === "endpoint" ? seen : null;
}

const certificateAt = (seen: EndpointSeen | null): readonly string[] | null =>
  seen?.tls?.spoken === true ? (seen.tls.certificate?.names ?? null) : null;

describe("Synapse after its file and its restart", () => {
  const done = [
    synapseFile({ port: 8448, tls: true }, { port: 8008, tls: false }),
    restart("synapse"),
  ];

  test("answers as the homeserver of the name, with the new certificate, in every version of TLS", () => {
    expect(endpoint(done, 8448)).toEqual({
      kind: "endpoint",
      tcp: "open",
      tls: {
        spoken: true,
        versions: ["1.2", "1.3"],
        certificate: publicCertificate([NAME]),
      },
      http: {
        version: { status: 200, json: true, location: null },
        keys: { status: 200, json: true, location: null },
        serverName: NAME,
        software: null,
        keyFaults: [],
        encodedSlash: "kept",
        bodyRefused: false,
      },
    });
  });

  test("answers nowhere else, and with no TLS on its plain port", () => {
    expect(endpoint(done, 8008)?.tls ?? null).toBeNull();
    expect(endpoint(done, 8449)?.tcp).toBe("refused");
    expect(endpoint(done, 8448, { address: "198.51.100.80" })?.tcp).toBe("refused");
  });

  test("does not answer before it was restarted", () => {
    expect(endpoint(done.slice(0, 1), 8448)?.tcp).toBe("refused");
    expect(endpoint([done[0] ?? restart("nginx"), restart("nginx")], 8448)?.tcp).toBe("refused");
  });

  test("keeps what it serves where it does not read the new certificate", () => {
    const keeps = { synapseReads: false };
    const again = [synapseFile({ port: 8443, tls: true }), restart("synapse")];
    const old = endpoint(again, 8443, { context: keeps });
    expect(certificateAt(old)).toEqual(["old.example"]);
    expect(old?.tls).toMatchObject({ versions: ["1.2"] });
    expect(certificateAt(endpoint(again, 8443))).toEqual([NAME]);
  });

  test("serves at a new port what it serves elsewhere, and nothing where it has nothing", () => {
    const served = publicCertificate(["served.example"]);
    const keeps = { synapseReads: false, served };
    expect(certificateAt(endpoint(done, 8448, { context: keeps }))).toEqual(["served.example"]);
    const bare = endpoint(done, 8448, { context: { synapseReads: false } });
    expect(bare).toEqual({ kind: "endpoint", tcp: "refused", tls: null, http: null });
  });

  test("answers where nobody could look before", () => {
    const blind: Observe = (query) => (query.ask === "endpoint" ? UNTOLD : look(query));
    expect(certificateAt(endpoint(done, 8448, { observe: blind }))).toEqual([NAME]);
    expect(endpoint(done, 8449, { observe: blind })).toBeNull();
  });
});

describe("a port whose packets vanish", () => {
  const done = [synapseFile({ port: 8440, tls: true }), restart("synapse")];

  test("stays silent until somebody lets it through", () => {
    expect(endpoint(done, 8440)?.tcp).toBe("timeout");
    expect(endpoint([askFor({ ports: [8441] }), ...done], 8440)?.tcp).toBe("timeout");
    expect(certificateAt(endpoint([askFor({ ports: [8440] }), ...done], 8440))).toEqual([NAME]);
  });

  test("is closed once it is let through and nothing listens there", () => {
    expect(endpoint([askFor({ ports: [8440] })], 8440)?.tcp).toBe("refused");
  });

  test("is let through with all that were asked for before", () => {
    const both = [askFor({ ports: [8440] }), askFor({ ports: [8441] }), ...done];
    expect(certificateAt(endpoint(both, 8440))).toEqual([NAME]);
  });
});

describe("a web server after its site", () => {
  const done = [siteFile("nginx-site", [route(443)]), restart("nginx")];

  test("answers for its names by the new certificate once it was reloaded", () => {
    expect(certificateAt(endpoint(done, 443))).toEqual([NAME]);
    expect(certificateAt(endpoint(done, 443, { sni: "EXAMPLE.com" }))).toEqual([NAME]);
    expect(endpoint(done.slice(0, 1), 443)?.tcp).toBe("refused");
    expect(endpoint(done, 444)?.tcp).toBe("refused");
  });

  test("answers for every name where it has no other site", () => {
    expect(certificateAt(endpoint(done, 443, { sni: "other.example" }))).toEqual([NAME]);
    expect(certificateAt(endpoint(done, 443, { sni: null }))).toEqual([NAME]);
  });

  test("keeps the site beside it for other names, and its versions of TLS for all", () => {
    const beside = [siteFile("nginx-site", [route(8443)]), restart("nginx")];
    expect(certificateAt(endpoint(beside, 8443, { sni: "other.example" }))).toEqual([
      "old.example",
    ]);
    expect(certificateAt(endpoint(beside, 8443, { sni: null }))).toEqual(["old.example"]);
    const ours = endpoint(beside, 8443);
    expect(certificateAt(ours)).toEqual([NAME]);
    expect(ours?.tls).toMatchObject({ versions: ["1.2"] });
  });

  test("answers for a name that any of its sites has", () => {
    const names = ["two.example"];
    const two = [siteFile("nginx-site", [route(8443, { names }), route(8443)]), restart("nginx")];
    expect(certificateAt(endpoint(two, 8443))).toEqual([NAME]);
  });

  test("ends no TLS at a plain port, and none without a certificate", () => {
    const plain = [siteFile("nginx-site", [route(80, { tls: false })]), restart("nginx")];
    expect(endpoint(plain, 80)?.tcp).toBe("refused");
    expect(endpoint(done, 443, { context: { certificate: null } })?.tcp).toBe("refused");
  });

  test("is there at once where a person puts the lines in", () => {
    expect(certificateAt(endpoint([siteFile("proxy-snippet", [route(443)])], 443))).toEqual([NAME]);
  });

  test("gives way to Synapse where that listens itself", () => {
    const both = [...done, synapseFile({ port: 443, tls: true }), restart("synapse")];
    expect(certificateAt(endpoint(both, 443, { context: { synapseReads: false } }))).toBeNull();
  });
});
