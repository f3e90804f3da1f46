import type { ProxyKind } from "../domain/control.ts";
import { apache, apacheInside } from "../render/apache.ts";
import { caddy, caddyInside } from "../render/caddy.ts";
import { haproxy, haproxyInside } from "../render/haproxy.ts";
import { nginx, nginxInside } from "../render/nginx.ts";
import { otherProxy } from "../render/other-proxy.ts";
import type { ProxySite, ProxyWriter } from "../render/proxy-site.ts";
import type { Decision } from "./decision.ts";
import { isForeignSite } from "./foreign-site.ts";
import { hostActor, presentFile, whyFile, writeStep } from "./host-actor.ts";
import type { ProxyRoute, PublishedFile } from "./plan.ts";
import { reason } from "./reason.ts";
import { socketsOf } from "./sockets.ts";
import type { Situation } from "./situation.ts";
import { parts, type Draft } from "./step-parts.ts";
import { listenersAfter, upstreamPort } from "./synapse-keys.ts";

/** Steps that let the host's web server answer the CA for names, in the file of the site NAME. */
export function challengeSteps(
  situation: Situation,
  names: readonly string[],
  name: string,
): readonly Draft[] {
  const path = sitePath(situation, name);
  const inside = names.some((each) => isForeignSite(situation, each, 80, path));
  const file: SiteText = {
    inside,
    path,
    content: writerOf(situation, inside).challenge(names, socketsOf(situation, path)),
    opens: [challengeRoute(names)],
    documents: [],
  };
  return written(situation, file, presentFile(situation, path), {
    id: "challenge-site",
    load: "load-challenge-site",
    runs: runsToday(situation),
    ours: "challenge-through-site",
    handed: "snippet-challenge",
    inside: "snippet-inside-site",
  });
}

/** Steps that let the web server answer for the homeserver. */
export function proxySteps(situation: Situation, decision: Decision): readonly Draft[] {
  const { way, certificate, wellKnown } = decision;
  const path = sitePath(situation, way.certificateName);
  const isTheirs = isForeignSite(situation, way.certificateName, way.port, path);
  // nginx listens to one more port in the very block that has the certificate; others get a site that uses it.
  const inside = isTheirs || (certificate.ofProxy && situation.proxy === "nginx");
  const ordered = certificate.certificate;
  const answers = ordered?.challenge === "http-01" ? ordered.names : [];
  const handed = inside || answers.some((each) => isForeignSite(situation, each, 80, path));
  const challenge = handed ? [] : answers;
  const names = siteNames(situation, decision);
  const site = siteOf(situation, decision, names);
  const writer = writerOf(situation, inside);
  const sockets = socketsOf(situation, path);
  const file: SiteText = {
    inside,
    path,
    content: writer.site(site, challenge, sockets),
    opens: [
      ...(challenge.length > 0 ? [challengeRoute(challenge)] : []),
      { names, port: way.port, tls: true, upstreamPort: site.upstreamPort },
    ],
    documents: wellKnown.by === "site" ? wellKnown.files : [],
  };
  const first =
    challenge.length > 0 ? writer.challenge(challenge, sockets) : presentFile(situation, path);
  return written(situation, file, first, {
    id: "proxy-site",
    load: "reload-nginx",
    // The challenge has started it; to start what runs would not load the site.
    runs: runsToday(situation) || challenge.length > 0,
    ours: "proxy-leads-to-synapse",
    handed: certificate.ofProxy ? "snippet-with-their-certificate" : "snippet-for-proxy",
    inside: certificate.ofProxy ? "snippet-at-their-certificate" : "snippet-inside-site",
  });
}

/** Text for the web server; `inside` lines go into a block that somebody has for the name already. */
interface SiteText {
  readonly inside: boolean;
  readonly path: string;
  readonly content: string;
  readonly opens: readonly ProxyRoute[];
  readonly documents: readonly PublishedFile[];
}

const WRITERS: { readonly [brand in ProxyKind]: ProxyWriter } = {
  none: nginx,
  nginx,
  apache,
  caddy,
  haproxy,
  other: otherProxy,
};

const WRITERS_INSIDE: { readonly [brand in ProxyKind]: ProxyWriter } = {
  none: nginxInside,
  nginx: nginxInside,
  apache: apacheInside,
  caddy: caddyInside,
  haproxy: haproxyInside,
  other: otherProxy,
};

/** Folder of each brand's further files on Debian; the person may have another. */
const FOLDERS: { readonly [brand in ProxyKind]?: string } = {
  none: "/etc/nginx/conf.d",
  nginx: "/etc/nginx/conf.d",
  apache: "/etc/apache2/sites-available",
};

/** What a brand reads that has no such folder; of another brand nothing is known. */
const WHOLE_FILES: { readonly [brand in ProxyKind]?: string } = {
  caddy: "/etc/caddy/Caddyfile",
  haproxy: "/etc/haproxy/haproxy.cfg",
  other: "/etc",
};

function writerOf(situation: Situation, inside: boolean): ProxyWriter {
  return (inside ? WRITERS_INSIDE : WRITERS)[situation.proxy];
}

function sitePath(situation: Situation, name: string): string {
  const { proxy, input } = situation;
  const folder = input.host?.proxy?.confDir ?? FOLDERS[proxy];
  return WHOLE_FILES[proxy] ?? `${folder ?? ""}/homeport-${name}.conf`;
}

function siteOf(situation: Situation, decision: Decision, names: readonly string[]): ProxySite {
  const { way, certificate, wellKnown } = decision;
  const present = situation.input.host?.synapse?.listeners ?? [];
  return {
    names,
    port: way.port,
    tlsFolder: certificate.ofProxy ? null : (certificate.certificate?.path ?? ""),
    upstreamPort: upstreamPort(listenersAfter(situation, decision, present)),
    documents:
      wellKnown.by === "site"
        ? wellKnown.files.map(({ url, content }) => ({
            path: url.replace(/^https:\/\/[^/]+\//, ""),
            content,
          }))
        : [],
  };
}

function challengeRoute(names: readonly string[]): ProxyRoute {
  return { names, port: 80, tls: false, upstreamPort: null };
}

/** nginx gets a file of its own; otherwise we write the text, and a person puts it where it belongs. */
function written(
  situation: Situation,
  text: SiteText,
  before: string | null,
  step: {
    readonly id: string;
    readonly load: string;
    /** The web server runs when the site is loaded. */
    readonly runs: boolean;
    readonly ours: string;
    readonly handed: string;
    readonly inside: string;
  },
): readonly Draft[] {
  const { inside, path, content, opens, documents } = text;
  const brand = situation.proxy;
  if (brand === "nginx" && !inside) {
    const file = { what: "nginx-site", path, content, opens, documents } as const;
    const write = writeStep(step.id, hostActor(situation), file, before, whyFile(step.ours, file));
    return [
      write,
      loadStep(
        situation,
        step,
        opens.map((each) => each.port),
      ),
    ];
  }
  const place = inside ? FOLDERS_OF_OTHERS[brand] : path;
  const file = { what: "proxy-snippet", brand, path: place, content, opens, documents } as const;
  // Of a brand that is not known it can only be said what it has to do.
  if (brand === "other") {
    const points = whyFile(`${step.id}-points`, file);
    return [writeStep(step.id, "you", file, null, points, "check-points")];
  }
  const why = whyFile(inside ? step.inside : step.handed, file);
  return [writeStep(step.id, "you", file, inside ? null : before, why)];
}

/** Where a person looks for the block of a name; which of its files has it is not known. */
const FOLDERS_OF_OTHERS: { readonly [brand in ProxyKind]: string } = {
  none: "/etc/nginx",
  nginx: "/etc/nginx",
  apache: "/etc/apache2",
  caddy: "/etc/caddy",
  haproxy: "/etc/haproxy",
  other: "/etc",
};

/**
 * Old peers that follow an SRV record ask for the server name, so the site answers for it as well; but
 * never where somebody answers for it at that port already, whose site would lose the name.
 */
function siteNames(situation: Situation, decision: Decision): readonly string[] {
  const { way } = decision;
  const path = sitePath(situation, way.certificateName);
  const taken = isForeignSite(situation, situation.host, way.port, path);
  const records = decision.srv.records.some((record) => record.change !== "remove");
  const needed = decision.wellKnown.by === "site" || (records && !taken);
  return way.certificateName === situation.host || !needed
    ? [way.certificateName]
    : [way.certificateName, situation.host];
}

function runsToday(situation: Situation): boolean {
  return situation.input.host?.proxy?.active ?? true;
}

function loadStep(
  situation: Situation,
  { load, runs }: { readonly load: string; readonly runs: boolean },
  opens: readonly number[],
): Draft {
  const unit = situation.input.host?.proxy?.unit?.name ?? "nginx.service";
  const who = hostActor(situation);
  return {
    kind: "control-service",
    ...parts({
      id: load,
      who,
      reason: reason(runs ? "reload-needed" : "start-needed"),
      ...(who === "homeport"
        ? { undo: reason("undo-service-again") }
        : { irreversible: reason("irreversible-person") }),
      check: reason("check-service", { unit }),
    }),
    service: "nginx",
    unit,
    action: runs ? "reload" : "start",
    opens,
  };
}
