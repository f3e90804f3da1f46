import { describe, expect, test } from "vitest";
import type { Answers } from "../../../shared/answers/answers.ts";
import { publicCertificate } from "../../../shared/facts/public-certificate.ts";
import { chooseCertificate } from "../../../shared/plan/choose-certificate.ts";
import type { Place } from "../../../shared/plan/choose-place.ts";
import type { RecordChange } from "../../../shared/plan/plan.ts";
import type { Situation } from "../../../shared/plan/situation.ts";
import type { Way } from "../../../shared/plan/way.ts";
import { debianHost, debianNginx, freshSynapse } from "./debian-host.ts";
import { fileTo, OWN, SERVER, situationFor, wayTo, WEB, WEBSITE } from "./situation-for.ts";

const NAME = "matrix.example.com";
const dns = { "example.com": { A: [WEB] }, [NAME]: { A: [OWN] } };
const website = { "example.com": WEBSITE };
const way = wayTo("well-known", NAME, 8448);
const at = (endsTls: Place["endsTls"], records: readonly RecordChange[] = []): Place => ({
  endsTls,
  records,
  openPorts: [],
  blockedBy: [],
});

function chosen(
  situation: Situation,
  more: { way?: Way; place?: Place; withHost?: boolean } = {},
): ReturnType<typeof chooseCertificate> {
  const { place = at("synapse"), withHost = false } = more;
  return chooseCertificate(situation, more.way ?? way, place, withHost);
}

const plain = (world: object = {}, answers: Answers = {}) =>
  situationFor({ dns, https: website, ...world }, answers);

/** Peers are led by a file to another name of the same machine, whose certificate they accept. */
function inUse(names: readonly string[], more: object = {}, answers: Answers = {}): Situation {
  const old = { "old.example.com": { A: [OWN] } };
  const world = {
    server: { ...SERVER, listeners: [{ port: 8449, tls: true }] },
    dns: { ...dns, ...old },
    https: { "example.com": fileTo("old.example.com:8449") },
    endpoints: { [`${OWN}:8449`]: { certificate: { names } } },
    ...more,
  };
  return situationFor(world, answers);
}

describe("a place that stays as it is, or that nothing can be put at", () => {
  test("takes no certificate", () => {
    const blocked = { ...at("synapse"), blockedBy: [{ code: "port-taken", data: {} }] };
    for (const place of [at("as-is"), blocked])
      expect(chosen(plain(), { place })).toMatchObject({ certificate: null, blockedBy: [] });
  });
});

describe("the names of a certificate", () => {
  test("are the one that peers demand, and the website's where our site is that", () => {
    expect(chosen(plain()).certificate?.names).toEqual([NAME]);
    expect(chosen(plain(), { withHost: true }).certificate?.names).toEqual([NAME, "example.com"]);
    const own = plain({}, { certificate: "own" });
    expect(chosen(own, { withHost: true }).certificate).toEqual({
      names: [NAME, "example.com"],
      challenge: null,
      issuer: "own",
      path: `/etc/homeport/tls/${NAME}`,
    });
    const srv = wayTo("srv", NAME, 8448);
    expect(chosen(plain(), { way: srv, withHost: true }).certificate?.names).toEqual([
      "example.com",
    ]);
  });

  test("hold what peers of now demand of the same Synapse, so that nobody is turned away", () => {
    const found = chosen(inUse(["old.example.com"]));
    expect(found.certificate?.names).toEqual([NAME, "old.example.com"]);
    expect(found.consents).toEqual([]);
  });

  test("hold nothing that nobody reaches, that leads elsewhere, or that a web server keeps serving", () => {
    expect(chosen(inUse(["wrong.example.com"])).certificate?.names).toEqual([NAME]);
    const away = {
      dns: { ...dns, "old.example.com": { A: [WEB] } },
      endpoints: {
        [`${WEB}:8449`]: { certificate: { names: ["old.example.com"] }, serverName: "example.com" },
      },
    };
    expect(chosen(inUse([], away)).certificate?.names).toEqual([NAME]);
    const proxied = { server: { ...SERVER, proxy: "nginx" } };
    expect(
      chosen(inUse(["old.example.com"], proxied), { place: at("proxy") }).certificate?.names,
    ).toEqual([NAME]);
  });

  test("hold what peers demand once the website is believed again", () => {
    const site = {
      ...fileTo("old.example.com:8449"),
      certificate: { names: ["example.com"], notAfter: "2020-01-01T00:00:00Z" },
    };
    const found = chosen(inUse(["old.example.com"], { https: { "example.com": site } }));
    expect(found.certificate?.names).toEqual([NAME, "old.example.com"]);
  });

  test("hold what peers demand once a record leads here", () => {
    const record: RecordChange = {
      name: "old.example.com",
      type: "A",
      ttl: 60,
      value: OWN,
      change: "add",
    };
    const late = inUse(["old.example.com"], { dns });
    expect(chosen(late).certificate?.names).toEqual([NAME]);
    expect(chosen(late, { place: at("synapse", [record]) }).certificate?.names).toEqual([
      NAME,
      "old.example.com",
    ]);
    const site = {
      ...fileTo("old.example.com:8449"),
      certificate: { names: ["example.com"], notAfter: "2020-01-01T00:00:00Z" },
    };
    const later = inUse(["old.example.com"], { dns, https: { "example.com": site } });
    expect(chosen(later, { place: at("synapse", [record]) }).certificate?.names).toEqual([
      NAME,
      "old.example.com",
    ]);
  });

  test("lose one that none can be had for, and the plan says whose", () => {
    const found = chosen(inUse(["old.example.com"], { control: { certificateFor: [NAME] } }));
    expect(found.certificate?.names).toEqual([NAME]);
    expect(found.consents).toEqual([
      { code: "consent-name-lost", data: { name: "old.example.com", eras: "1.0, 1.93" } },
    ]);
    expect(found.blockedBy).toEqual([]);
  });
});

describe("a good certificate that is there", () => {
  const held = (names: readonly string[], more: object = {}, answers: Answers = {}) =>
    situationFor({ dns, https: website, ...more }, answers, {
      host: debianHost({ ownCertificates: { [NAME]: publicCertificate(names) } }),
    });

  test("in our folder is used, and none is ordered", () => {
    expect(chosen(held([NAME]))).toMatchObject({
      certificate: { issuer: "existing", challenge: null, path: `/etc/homeport/tls/${NAME}` },
      ofProxy: false,
    });
    expect(chosen(held([NAME], {}, { certificate: "acme" })).certificate?.issuer).toBe("acme");
    expect(chosen(held(["x.example"])).certificate?.issuer).toBe("acme");
    // It has to hold the website's name too where our site is that.
    expect(chosen(held([NAME]), { withHost: true }).certificate?.issuer).toBe("acme");
    const both = held([NAME, "example.com"]);
    expect(chosen(both, { withHost: true }).certificate?.issuer).toBe("existing");
  });

  test("that Synapse serves on another of its ports is served on the new one too", () => {
    const served = (names: readonly string[], more: object = {}) =>
      plain({
        server: { ...SERVER, listeners: [{ port: 8449, tls: true }] },
        endpoints: { [`${OWN}:8449`]: { certificate: { names }, ...more } },
      });
    expect(chosen(served([NAME]))).toMatchObject({ certificate: null, served: { names: [NAME] } });
    expect(chosen(served(["x.example"]))).toMatchObject({ served: null });
    expect(chosen(served([NAME], { serverName: "other.example" }))).toMatchObject({ served: null });
    expect(chosen(served([NAME]), { place: at("proxy") })).toMatchObject({ served: null });
    const plainly = plain({
      server: { ...SERVER, listeners: [{ port: 8449, tls: false }] },
      endpoints: { [`${OWN}:8449`]: { certificate: { names: [NAME] } } },
    });
    expect(chosen(plainly)).toMatchObject({ served: null });
  });

  test("is missed where the person asked for it and there is none", () => {
    expect(chosen(plain({}, { certificate: "existing" })).blockedBy).toEqual([
      { code: "no-good-certificate", data: { name: NAME } },
    ]);
  });
});

describe("what stands against an order", () => {
  const why = (situation: Situation, of: Way = way) =>
    chosen(situation, { way: of }).blockedBy.map(({ code, data }) => [code, data["name"]]);

  test("is the list of names that can be had, where the facts tell one", () => {
    expect(why(plain({ control: { certificateFor: ["example.com"] } }))).toEqual([
      ["certificate-not-to-be-had", NAME],
    ]);
    expect(why(plain({ control: { certificateFor: [NAME] } }))).toEqual([]);
  });

  test("is that no order of ours is for an address, unless the facts list it", () => {
    const address: Way = { ...way, certificateName: OWN, connectHost: OWN };
    expect(why(plain({ control: { dns: "nobody" } }), address)).toEqual([
      ["certificate-for-address", OWN],
    ]);
    const listed = plain({ control: { certificateFor: [OWN] } });
    expect(chosen(listed, { way: address })).toMatchObject({
      certificate: { names: [OWN], challenge: "http-01" },
      blockedBy: [],
    });
    expect(why(plain({ control: { certificateFor: [NAME] } }), address)).toEqual([
      ["certificate-not-to-be-had", OWN],
    ]);
  });

  test("is that neither the machine nor the name servers prove the name", () => {
    const out = { dns: "nobody" };
    expect(why(plain({ control: out }), wayTo("srv", NAME, 8448))).toEqual([
      ["certificate-out-of-reach", "example.com"],
    ]);
    expect(why(plain(), wayTo("srv", NAME, 8448))).toEqual([]);
  });

  test.each<[string, readonly object[], boolean]>([
    ["that name nobody", [{ tag: "issue", value: ";" }], true],
    ["that name nobody, with a space", [{ tag: "issue", value: " ; x=y" }], true],
    ["that name nobody at all", [{ tag: "issue", value: "" }], true],
    ["that name one", [{ tag: "issue", value: "letsencrypt.org" }], false],
    [
      "that name one beside nobody",
      [
        { tag: "issue", value: ";" },
        { tag: "issue", value: "ca.example" },
      ],
      false,
    ],
    ["about wildcards alone", [{ tag: "issuewild", value: ";" }], false],
    ["of no kind", [], false],
  ])("is CAA records %s: %s", (_, CAA, forbidden) => {
    const records = { ...dns, [NAME]: { A: [OWN], CAA } };
    expect(why(plain({ dns: records }))).toEqual(
      forbidden ? [["certificate-caa-nobody", NAME]] : [],
    );
    // Who says which names can be had has looked at that already.
    expect(why(plain({ dns: records, control: { certificateFor: [NAME] } }))).toEqual([]);
  });
});

describe("how the authority is answered", () => {
  const challenge = (situation: Situation, place = at("synapse")) =>
    chosen(situation, { place }).certificate?.challenge;

  test("is over port 80 where every name is here, else by the name servers", () => {
    expect(challenge(plain())).toBe("http-01");
    expect(chosen(plain(), { withHost: true }).certificate?.challenge).toBe("dns-01");
    expect(challenge(plain({ control: { certificateFor: [NAME] } }))).toBe("http-01");
    const far = {
      dns: { [NAME]: { A: [WEB] } },
      control: { dns: "nobody", certificateFor: [NAME] },
    };
    expect(challenge(plain(far))).toBe("http-01");
  });

  test("is over port 80 where a record will have led the name here by then", () => {
    const world = { dns: { "example.com": { A: [WEB] } } };
    const change = "add" as const;
    const record: RecordChange = { name: NAME, type: "A", ttl: 60, value: OWN, change };
    expect(challenge(plain(world))).toBe("dns-01");
    expect(challenge(plain(world), at("synapse", [record]))).toBe("http-01");
  });

  const answerBy = (situation: Situation, place = at("synapse")) =>
    chosen(situation, { place }).answerBy;
  const looked = (host: Parameters<typeof debianHost>[0]) =>
    situationFor({ dns, https: website }, {}, { host: debianHost(host) });

  test("is by a program of ours where there is no web server", () => {
    expect(answerBy(plain())).toBe("responder");
  });

  test("is by the web server where that gets the site, or is said to be there", () => {
    const nginx = plain({ server: { ...SERVER, proxy: "nginx" } });
    expect(answerBy(nginx, at("proxy"))).toBe("web-server");
    expect(answerBy(nginx)).toBe("web-server");
    const unseen = situationFor({ dns, https: website }, { proxy: "nginx" }, { host: null });
    expect(answerBy(unseen)).toBe("web-server");
  });

  test("is by the web server of a machine that was looked at where that has port 80", () => {
    const nginx = debianNginx();
    expect(answerBy(looked({ proxy: nginx }))).toBe("web-server");
    const idle = { ...nginx, serves: [], defaultServers: [] };
    expect(answerBy(looked({ proxy: idle }))).toBe("responder");
    expect(answerBy(looked({ proxy: { ...nginx, active: false } }))).toBe("responder");
    expect(answerBy(looked({ proxy: idle }), at("proxy"))).toBe("web-server");
    expect(answerBy(looked({ synapse: freshSynapse() }))).toBe("responder");
  });
});
