import { describe, expect, test } from "vitest";
import type { Answers } from "../../../shared/answers/answers.ts";
import type { PlanInput } from "../../../shared/plan/plan.ts";
import {
  chooseWellKnown,
  clientBaseUrl,
  presentDocument,
  presentlyTold,
  serverFile,
} from "../../../shared/plan/choose-well-known.ts";
import type { Place } from "../../../shared/plan/choose-place.ts";
import type { Way } from "../../../shared/plan/way.ts";
import { OWN, situationFor, wayTo, WEB, WEBSITE } from "./situation-for.ts";

const ELSEWHERE = { "example.com": { A: [WEB] }, "matrix.example.com": { A: [OWN] } };
const HERE = { "example.com": { A: [OWN] }, "matrix.example.com": { A: [OWN] } };
const website = { dns: ELSEWHERE, https: { "example.com": WEBSITE } };
const by = (endsTls: Place["endsTls"]): Place => ({
  endsTls,
  records: [],
  openPorts: [],
  blockedBy: [],
});
const way = wayTo("well-known", "matrix.example.com", 443);

function chosen(world: object, answers: Answers = {}, of: Way = way, place = by("proxy")) {
  return chooseWellKnown(situationFor(world, answers), of, place);
}

function blocks(world: object, answers: Answers = {}, of: Way = way, place = by("proxy")) {
  return chosen(world, answers, of, place).blockedBy.map(({ code, data }) =>
    [code, data["why"]].filter(Boolean).join(" "),
  );
}

describe("who puts the file on the website", () => {
  test("is the person, or whoever has the website", () => {
    expect(chosen(website).by).toBe("you");
    expect(chosen({ ...website, control: { web: "other" } }).by).toBe("other");
    expect(chosen({ ...website, control: { web: "other" } }, { web: "me" }).by).toBe("you");
  });

  test("is ours over a login to the website's machine, below its root", () => {
    const web: PlanInput["web"] = {
      addresses: [],
      hostKey: "SHA256:B",
      root: "/srv/www//",
      wellKnownServer: null,
      wellKnownClient: null,
    };
    const situation = situationFor(website, {}, { web });
    expect(chooseWellKnown(situation, way, by("proxy"))).toMatchObject({
      by: "web",
      files: [
        { path: "/srv/www/.well-known/matrix/server" },
        { path: "/srv/www/.well-known/matrix/client" },
      ],
    });
    expect(serverFile(situation)).toEqual({
      path: "/srv/www/.well-known/matrix/server",
      url: "https://example.com/.well-known/matrix/server",
    });
    expect(serverFile(situationFor(website)).path).toBe(".well-known/matrix/server");
  });

  test("is our own site where the name is here and nothing answers at its port 443", () => {
    const nobody = { dns: HERE, control: { web: "nobody" } };
    expect(chosen(nobody)).toMatchObject({ by: "site", blockedBy: [] });
  });

  test.each<[string, object, Way, Place["endsTls"]]>([
    ["the name is elsewhere", { dns: ELSEWHERE }, way, "proxy"],
    ["the name has no address", { dns: { "matrix.example.com": { A: [OWN] } } }, way, "proxy"],
    [
      "the name is elsewhere too",
      { dns: { ...HERE, "example.com": { A: [OWN, WEB] } } },
      way,
      "proxy",
    ],
    ["Synapse ends TLS", { dns: HERE }, way, "synapse"],
    ["nothing changes there", { dns: HERE }, way, "as-is"],
    ["our site is at another port", { dns: HERE }, { ...way, port: 8448 }, "proxy"],
    [
      "somebody answers there",
      { dns: HERE, endpoints: { [`${OWN}:443`]: { certificate: { names: ["example.com"] } } } },
      way,
      "proxy",
    ],
  ])("is not our own site where %s", (_, world, of, endsTls) => {
    expect(chosen(world, {}, of, by(endsTls)).by).toBe("you");
  });
});

describe("what stands against a file", () => {
  test("is nothing where the website can have one that others believe", () => {
    expect(blocks(website)).toEqual([]);
    const silent = { ...WEBSITE, "/.well-known/matrix/server": { silent: true } };
    expect(blocks({ ...website, https: { "example.com": silent } })).toEqual([]);
  });

  test("is a website in nobody's hands, or none, or one whose certificate others refuse", () => {
    expect(blocks({ ...website, control: { web: "nobody" } })).toEqual(["web-nobody"]);
    expect(blocks({ dns: ELSEWHERE })).toEqual(["web-closed"]);
    const self = { certificate: { names: ["example.com"], issuer: "self-signed" } };
    expect(blocks({ ...website, https: { "example.com": self } })).toEqual([
      "web-certificate-bad cert-self-signed",
    ]);
    const common = { certificate: { names: ["example.com"], cnOnly: true } };
    expect(blocks({ ...website, https: { "example.com": common } })).toEqual([
      "web-certificate-bad cert-cn-only",
    ]);
  });

  test("that is to be taken away, or believed again, is only that nobody can do so", () => {
    const nobody = { ...website, control: { web: "nobody" } };
    const retired: Way = { ...way, file: "retired" };
    const again: Way = { ...way, file: "believed-again" };
    expect(chosen(nobody, {}, retired)).toMatchObject({
      files: [],
      blockedBy: [{ code: "file-in-the-way", data: { name: "example.com" } }],
    });
    const expired = { certificate: { names: ["example.com"], notAfter: "2020-01-01T00:00:00Z" } };
    const dead = { ...nobody, https: { "example.com": expired } };
    expect(chosen(dead, {}, again).blockedBy).toEqual([
      { code: "web-certificate-bad", data: { name: "example.com", why: "cert-expired" } },
    ]);
    for (const file of ["left", "kept"] as const)
      expect(blocks(nobody, {}, { ...way, file })).toEqual([]);
    for (const file of ["retired", "believed-again"] as const)
      expect(blocks(website, {}, { ...way, file })).toEqual([]);
  });
});

describe("what is published", () => {
  const urls = (world: object, answers: Answers = {}, of: Way = way) =>
    chosen(world, answers, of).files.map(({ url }) => url.replace(/^.*\//, ""));

  test("is a file for servers, and one for apps where there is none and they can be told an address", () => {
    expect(urls(website)).toEqual(["server", "client"]);
    expect(urls(website, { clients: "no" })).toEqual(["server"]);
    const theirs = { ...WEBSITE, "/.well-known/matrix/client": { json: {} } };
    expect(urls({ ...website, https: { "example.com": theirs } })).toEqual(["server"]);
    const gone = { ...WEBSITE, "/.well-known/matrix/client": { status: 410, body: "{}" } };
    expect(urls({ ...website, https: { "example.com": gone } })).toEqual(["server", "client"]);
  });

  test("tells apps an address whose certificate they accept, with its port where it is not the usual one", () => {
    const base = (of: Way, answers: Answers = {}) =>
      clientBaseUrl(situationFor(website, answers), of);
    expect(base(way)).toBe("https://matrix.example.com");
    expect(base(way, { clients: "yes" })).toBe("https://matrix.example.com");
    expect(base({ ...way, port: 8448 })).toBe("https://matrix.example.com:8448");
    expect(base(way, { clients: "no" })).toBeNull();
    expect(base({ ...way, certificateName: "example.com" })).toBeNull();
    const srv = wayTo("srv", "example.com", 443);
    expect(srv.connectHost).toBe(srv.certificateName);
    expect(base(srv)).toBeNull();
  });
});

describe("what is published today", () => {
  const told = (server: object, client: object = { status: 404 }) => {
    const site = {
      ...WEBSITE,
      "/.well-known/matrix/server": server,
      "/.well-known/matrix/client": client,
    };
    return situationFor({ ...website, https: { "example.com": site } });
  };

  test("is read whatever else stands in the files, and however they are set", () => {
    const server = { body: '{ "x": 1,\n "m.server"\n :\n "a.example:443" }' };
    const client = { body: '{"m.homeserver": {"base_url" \n:\n  "https://a.example/"}, "y": []}' };
    expect(presentlyTold(told(server, client))).toEqual({
      server: "a.example:443",
      client: "https://a.example/",
    });
  });

  test("is nothing where the files say nothing that could be shown", () => {
    const server = { body: '{"m.server": 5}' };
    const client = { body: '{"m.homeserver": {"base_url": "http://a.example/"}}' };
    expect(presentlyTold(told(server, client))).toEqual({ server: null, client: null });
    expect(presentlyTold(situationFor({ dns: ELSEWHERE }))).toEqual({ server: null, client: null });
  });

  test("is the text at the end of redirects, and none where that is an error or silence", () => {
    const moved = { location: "https://example.com/elsewhere" };
    const site = { ...WEBSITE, "/.well-known/matrix/server": moved, "/elsewhere": { body: "x" } };
    const at = (https: object) =>
      presentDocument(situationFor({ ...website, https: { "example.com": https } }), "server");
    expect(at(site)).toBe("x");
    expect(at({ ...site, "/elsewhere": { status: 500, body: "x" } })).toBeNull();
    expect(at({ ...site, "/elsewhere": { silent: true } })).toBeNull();
    const input = { observe: () => ({ kind: "untold" }) as const };
    expect(presentDocument(situationFor(website, {}, input), "server")).toBeNull();
  });
});
