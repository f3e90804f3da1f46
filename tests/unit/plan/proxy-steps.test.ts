import { describe, expect, test } from "vitest";
import type { ProxyKind } from "../../../shared/domain/control.ts";
import type { HostSeen, ProxySeen, ServedName } from "../../../shared/facts/host-seen.ts";
import { decide } from "../../../shared/plan/decision.ts";
import type { FileToWrite } from "../../../shared/plan/plan.ts";
import { challengeSteps, proxySteps } from "../../../shared/plan/proxy-steps.ts";
import type { Situation } from "../../../shared/plan/situation.ts";
import type { Draft } from "../../../shared/plan/step-parts.ts";
import type { Way } from "../../../shared/plan/way.ts";
import { debianHost, debianNginx } from "./debian-host.ts";
import { OWN, SERVER, situationFor, wayTo, WEB, WEBSITE } from "./situation-for.ts";

const NAME = "matrix.example.com";
const dns = { "example.com": { A: [WEB] }, [NAME]: { A: [OWN] } };
const way = wayTo("well-known", NAME, 443);
const site = (name: string, port: number): ServedName => ({
  name,
  address: null,
  port,
  tls: port !== 80,
});

/** A world file's server behind a brand of web server. */
function behind(proxy: ProxyKind, world: object = {}): Situation {
  const https = { "example.com": WEBSITE };
  return situationFor({ server: { ...SERVER, proxy }, dns, https, ...world });
}

/** A machine that was looked at, with nginx in front. */
function looked(
  proxy: Partial<ProxySeen> = {},
  world: object = {},
  host: Partial<HostSeen> = {},
): Situation {
  const seen = debianHost({ proxy: { ...debianNginx(), ...proxy }, ...host });
  return situationFor({ dns, https: { "example.com": WEBSITE }, ...world }, {}, { host: seen });
}

function steps(situation: Situation, of: Way = way): readonly Draft[] {
  return proxySteps(situation, decide(situation, of));
}

type ProxyFile = Extract<FileToWrite, { readonly what: "nginx-site" | "proxy-snippet" }>;

function fileOf(drafts: readonly Draft[]): ProxyFile {
  const [first] = drafts;
  if (first?.kind !== "write-file") throw new Error("no file");
  if (first.file.what !== "nginx-site" && first.file.what !== "proxy-snippet")
    throw new Error(first.file.what);
  return first.file;
}

/** What the file makes answer, as "port names". */
function answering(drafts: readonly Draft[]): readonly string[] {
  return fileOf(drafts).opens.map(({ port, names }) => [port, ...names].join(" "));
}

describe("the text for the web server", () => {
  test.each<[ProxyKind, string, string]>([
    ["nginx", "nginx-site", `/etc/nginx/conf.d/homeport-${NAME}.conf`],
    ["apache", "proxy-snippet", `/etc/apache2/sites-available/homeport-${NAME}.conf`],
    ["caddy", "proxy-snippet", "/etc/caddy/Caddyfile"],
    ["haproxy", "proxy-snippet", "/etc/haproxy/haproxy.cfg"],
    ["other", "proxy-snippet", "/etc"],
  ])("for %s is a %s for %s", (brand, what, path) => {
    const drafts = steps(behind(brand));
    expect(fileOf(drafts)).toMatchObject({ what, path });
    expect(drafts[0]).toMatchObject({ who: brand === "nginx" ? "homeport" : "you" });
    expect(drafts).toHaveLength(brand === "nginx" ? 2 : 1);
    expect(fileOf(drafts).content).toContain(`/etc/homeport/tls/${NAME}/privkey.pem`);
    const challenge = challengeSteps(behind(brand), [NAME], NAME);
    expect(fileOf(challenge)).toMatchObject({ what, path });
    expect(fileOf(challenge).documents).toEqual([]);
  });

  test("goes to the folder that nginx reads", () => {
    expect(fileOf(steps(looked({ confDir: "/opt/nginx/sites" }))).path).toBe(
      `/opt/nginx/sites/homeport-${NAME}.conf`,
    );
  });

  test("answers the authority at port 80 as well, where it asks there", () => {
    expect(answering(steps(behind("nginx")))).toEqual([`80 ${NAME}`, `443 ${NAME}`]);
    expect(fileOf(steps(behind("nginx"))).opens).toMatchObject([
      { tls: false, upstreamPort: null },
      { tls: true, upstreamPort: 8008 },
    ]);
    const byDns = behind("nginx", { endpoints: { [`${OWN}:80`]: { silent: true } } });
    expect(answering(steps(byDns))).toEqual([`443 ${NAME}`]);
  });

  test("leads to the port at which Synapse listens plainly", () => {
    const server = { ...SERVER, proxy: "nginx", listeners: [{ port: 8010, tls: false }] };
    expect(fileOf(steps(behind("nginx", { server }))).content).toContain("127.0.0.1:8010;");
  });
});

describe("a site of somebody's for the name", () => {
  test("at port 80 gets lines for the challenge, and ours none of its own", () => {
    const situation = looked({ serves: [site(NAME, 80)] });
    const challenge = challengeSteps(situation, [NAME], NAME);
    expect(challenge).toMatchObject([
      { who: "you", before: null, reason: { code: "snippet-inside-site" } },
    ]);
    expect(fileOf(challenge).path).toBe("/etc/nginx");
    expect(answering(steps(situation))).toEqual([`443 ${NAME}`]);
    expect(fileOf(steps(situation)).what).toBe("nginx-site");
  });

  test("for one of several names is enough", () => {
    const situation = looked({ serves: [site("example.com", 80)] });
    const two = challengeSteps(situation, [NAME, "example.com"], NAME);
    expect(two).toMatchObject([{ reason: { code: "snippet-inside-site" } }]);
    const one = challengeSteps(situation, [NAME], NAME);
    expect(one[0]).toMatchObject({ reason: { code: "challenge-through-site" } });
  });

  test("at the port of the homeserver gets our lines, and no challenge with them", () => {
    const situation = looked({ serves: [site(NAME, 443)] });
    const drafts = steps(situation);
    expect(drafts).toMatchObject([{ who: "you", reason: { code: "snippet-inside-site" } }]);
    expect(answering(drafts)).toEqual([`443 ${NAME}`]);
    expect(fileOf(drafts).content).not.toMatch(/^server /m);
  });

  test.each<[ProxyKind, string]>([
    ["nginx", "/etc/nginx"],
    ["apache", "/etc/apache2"],
    ["caddy", "/etc/caddy"],
    ["haproxy", "/etc/haproxy"],
  ])("with a good certificate gets lines below %s's %s, and keeps it", (brand, folder) => {
    const endpoints = { [`${OWN}:443`]: { certificate: { names: [NAME] }, serverName: null } };
    const drafts = steps(behind(brand, { endpoints }));
    expect(drafts).toMatchObject([
      { who: "you", reason: { code: "snippet-at-their-certificate" } },
    ]);
    expect(fileOf(drafts)).toMatchObject({ what: "proxy-snippet", brand, path: folder });
    expect(fileOf(drafts).content).not.toContain("privkey.pem");
  });

  test("in a brand that is not known is told what it has to do, point by point", () => {
    const endpoints = { [`${OWN}:443`]: { certificate: { names: [NAME] }, serverName: null } };
    for (const situation of [behind("other"), behind("other", { endpoints })])
      expect(steps(situation)).toMatchObject([
        {
          who: "you",
          before: null,
          reason: { code: "proxy-site-points" },
          check: { code: "check-points" },
        },
      ]);
    expect(fileOf(steps(behind("other", { endpoints }))).content).toContain("on port 443 already");
    expect(challengeSteps(behind("other"), [NAME], NAME)).toMatchObject([
      { reason: { code: "challenge-site-points" }, check: { code: "check-points" } },
    ]);
  });

  test("lends its certificate to another port: nginx listens there too, others get a site more", () => {
    const endpoints = { [`${OWN}:443`]: { certificate: { names: [NAME] }, serverName: null } };
    const further = wayTo("well-known", NAME, 8448);
    const [inNginx] = steps(behind("nginx", { endpoints }), further);
    expect(inNginx).toMatchObject({ reason: { code: "snippet-at-their-certificate" } });
    const caddy = steps(behind("caddy", { endpoints }), further);
    expect(caddy).toMatchObject([{ reason: { code: "snippet-with-their-certificate" } }]);
    expect(fileOf(caddy).content).toContain(`https://${NAME}:8448 {`);
    expect(fileOf(caddy).content).not.toContain("privkey.pem");
  });
});

describe("the names of our site", () => {
  const SRV = [{ port: 443, target: NAME }];
  const recorded = { dns: { ...dns, "_matrix._tcp.example.com": { SRV } } };

  test("are the certificate's alone where nothing leads old peers there", () => {
    expect(answering(steps(behind("nginx"))).at(-1)).toBe(`443 ${NAME}`);
    const SRVs = [{ port: 8448, target: "old.example.com" }];
    const gone = { dns: { ...dns, "_matrix._tcp.example.com": { SRV: SRVs } } };
    const decision = decide(behind("nginx", gone), way);
    expect(decision.srv.records.map(({ change }) => change)).toEqual(["remove"]);
    expect(answering(steps(behind("nginx", gone))).at(-1)).toBe(`443 ${NAME}`);
  });

  test("include the server name where a record leads there: who follows it asks for that", () => {
    expect(answering(steps(behind("nginx", recorded))).at(-1)).toBe(`443 ${NAME} example.com`);
    const dead = [...SRV, { port: 8448, target: "old.example.com", priority: 90 }];
    const both = { dns: { ...dns, "_matrix._tcp.example.com": { SRV: dead } } };
    expect(answering(steps(behind("nginx", both))).at(-1)).toBe(`443 ${NAME} example.com`);
  });

  test("leave the server name to the site that has it", () => {
    const situation = looked({ serves: [site("example.com", 443)] }, recorded);
    expect(answering(steps(situation)).at(-1)).toBe(`443 ${NAME}`);
  });

  test("are the server name once where that is the certificate's", () => {
    const srv = wayTo("srv", NAME, 443);
    expect(answering(steps(behind("nginx", recorded), srv)).at(-1)).toBe("443 example.com");
  });

  test("include the server name where our site is its website, with the files on it", () => {
    const here = { "example.com": { A: [OWN] }, [NAME]: { A: [OWN] } };
    const drafts = steps(behind("nginx", { dns: here, https: {} }));
    expect(answering(drafts).at(-1)).toBe(`443 ${NAME} example.com`);
    expect(fileOf(drafts).documents.map(({ url }) => url)).toEqual([
      "https://example.com/.well-known/matrix/server",
      "https://example.com/.well-known/matrix/client",
    ]);
    const { content } = fileOf(drafts);
    expect(content).toContain("location = /.well-known/matrix/server {");
    expect(content).toContain("location = /.well-known/matrix/client {");
    expect(content).toContain(`return 200 '{"m.server":"${NAME}:443"}';`);
  });

  test("carry no files where the website is elsewhere", () => {
    const drafts = steps(behind("nginx"));
    expect(fileOf(drafts).documents).toEqual([]);
    expect(fileOf(drafts).content).not.toContain("location = /");
  });
});

describe("nginx", () => {
  const load = (situation: Situation, of: "challenge" | "site") =>
    (of === "challenge" ? challengeSteps(situation, [NAME], NAME) : steps(situation))[1];

  test("reads its files anew where it runs", () => {
    expect(load(looked(), "challenge")).toMatchObject({
      id: "load-challenge-site",
      action: "reload",
      unit: "nginx.service",
      opens: [80],
    });
    expect(load(looked(), "site")).toMatchObject({ id: "reload-nginx", action: "reload" });
    expect(load(behind("nginx"), "site")).toMatchObject({ unit: "nginx.service" });
  });

  test("is started where it does not, once: the challenge has started it before the site", () => {
    const down = looked({ active: false });
    expect(load(down, "challenge")).toMatchObject({
      action: "start",
      reason: { code: "start-needed" },
    });
    expect(answering(steps(down))).toEqual([`80 ${NAME}`, `443 ${NAME}`]);
    expect(load(down, "site")).toMatchObject({ action: "reload" });
    const silent = { endpoints: { [`${OWN}:80`]: { silent: true } } };
    const byDns = looked({ active: false }, silent);
    expect(answering(steps(byDns))).toEqual([`443 ${NAME}`]);
    expect(load(byDns, "site")).toMatchObject({ action: "start" });
  });

  test("is reloaded under the name of its own unit", () => {
    const unit = { name: "openresty.service", active: "active", enabled: true } as const;
    const named = looked({ unit: { ...unit, canReload: true, conditionMet: true } });
    expect(load(named, "site")).toMatchObject({ unit: "openresty.service" });
    expect(load(looked({ unit: null }), "site")).toMatchObject({ unit: "nginx.service" });
  });

  test("keeps what our file held before, so that undoing brings it back", () => {
    const path = `/etc/nginx/conf.d/homeport-${NAME}.conf`;
    const files = { [path]: "server_name matrix.example.com;\n" };
    const byDns = { endpoints: { [`${OWN}:80`]: { silent: true } } };
    const [write] = steps(looked({}, byDns, { files }));
    expect(write).toMatchObject({ before: files[path], undo: { code: "undo-restore-file" } });
    const [fresh] = steps(looked({}, byDns));
    expect(fresh).toMatchObject({ before: null, undo: { code: "undo-remove-file" } });
  });
});
