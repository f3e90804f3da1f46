import type { ProxyKind } from "../answers/answers.ts";
import { apache } from "../render/apache.ts";
import { caddy } from "../render/caddy.ts";
import { haproxy } from "../render/haproxy.ts";
import { nginx } from "../render/nginx.ts";
import { otherProxy } from "../render/other-proxy.ts";
import type { ProxySite, ProxyWriter } from "../render/proxy-site.ts";
import type { Decision } from "./decision.ts";
import { hostActor, presentFile, writeStep } from "./host-actor.ts";
import type { FileToWrite, ProxyRoute, PublishedFile } from "./plan.ts";
import { portAt } from "./port-at.ts";
import { reason } from "./reason.ts";
import type { Situation } from "./situation.ts";
import { parts, type Draft } from "./step-parts.ts";
import { listenersAfter, upstreamPort } from "./synapse-keys.ts";

/** Steps that let the host's web server answer the CA for names, in the file of the site NAME. */
export function challengeSteps(
  situation: Situation,
  names: readonly string[],
  name: string,
): readonly Draft[] {
  const opens = [challengeRoute(names)];
  const content = writerOf(situation.proxy).challenge(names);
  const file = siteFile(situation, name, content, opens, []);
  const before = presentFile(situation, file.path);
  return written(situation, file, before, {
    id: "challenge-site",
    load: "load-challenge-site",
    code: file.what === "nginx-site" ? "challenge-through-site" : "snippet-challenge",
  });
}

/** Steps that let the web server answer for the homeserver. */
export function proxySteps(situation: Situation, decision: Decision): readonly Draft[] {
  const { way, certificate, wellKnown } = decision;
  const names = siteNames(situation, decision);
  const challenge =
    certificate.certificate?.challenge === "http-01" ? certificate.certificate.names : [];
  const site = siteOf(situation, decision, names);
  const content = writerOf(situation.proxy).site(site, challenge);
  const opens = [
    ...(challenge.length > 0 ? [challengeRoute(challenge)] : []),
    { names, port: way.port, tls: true, upstreamPort: site.upstreamPort },
  ];
  const documents = wellKnown.by === "site" ? wellKnown.files : [];
  const file = siteFile(situation, way.certificateName, content, opens, documents);
  const before =
    challenge.length > 0
      ? writerOf(situation.proxy).challenge(challenge)
      : presentFile(situation, file.path);
  return written(situation, file, before, {
    id: "proxy-site",
    load: "reload-nginx",
    code: file.what === "nginx-site" ? "proxy-leads-to-synapse" : "snippet-for-proxy",
  });
}

const WRITERS: { readonly [brand in ProxyKind]: ProxyWriter } = {
  none: nginx,
  nginx,
  apache,
  caddy,
  haproxy,
  other: otherProxy,
};

/** Folder of each brand's further files on Debian; the person may have another. */
const FOLDERS: { readonly [brand in ProxyKind]: string } = {
  none: "/etc/nginx/conf.d",
  nginx: "/etc/nginx/conf.d",
  apache: "/etc/apache2/sites-available",
  caddy: "/etc/caddy/conf.d",
  haproxy: "/etc/haproxy/conf.d",
  other: "/etc/homeport",
};

function writerOf(brand: ProxyKind): ProxyWriter {
  return WRITERS[brand];
}

function siteOf(situation: Situation, decision: Decision, names: readonly string[]): ProxySite {
  const { way, certificate, wellKnown } = decision;
  const present = situation.input.host?.synapse?.listeners ?? [];
  return {
    names,
    port: way.port,
    tlsFolder: certificate.certificate?.path ?? "",
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

/** nginx gets a file of its own; of the other brands we write the text, and a person puts it in. */
function siteFile(
  situation: Situation,
  name: string,
  content: string,
  opens: readonly ProxyRoute[],
  documents: readonly PublishedFile[],
): FileToWrite & { readonly what: "nginx-site" | "proxy-snippet" } {
  const brand = situation.proxy;
  const folder = situation.input.host?.proxy?.confDir ?? FOLDERS[brand];
  const path = `${folder}/homeport-${name}.conf`;
  return brand === "nginx"
    ? { what: "nginx-site", path, content, opens, documents }
    : { what: "proxy-snippet", brand, path, content, opens, documents };
}

function challengeRoute(names: readonly string[]): ProxyRoute {
  return { names, port: 80, tls: false, upstreamPort: null };
}

function written(
  situation: Situation,
  file: FileToWrite & { readonly what: "nginx-site" | "proxy-snippet" },
  before: string | null,
  step: { readonly id: string; readonly load: string; readonly code: string },
): readonly Draft[] {
  const who = file.what === "nginx-site" ? hostActor(situation) : "you";
  const write = writeStep(step.id, who, file, before, step.code);
  if (file.what === "proxy-snippet") return [write];
  return [
    write,
    reloadStep(
      situation,
      step.load,
      file.opens.map((each) => each.port),
    ),
  ];
}

/**
 * Old peers that follow an SRV record ask for the server name, so the site answers for it as well; but
 * never where somebody answers for it at that port already, whose site would lose the name.
 */
function siteNames(situation: Situation, decision: Decision): readonly string[] {
  const { way } = decision;
  const greeting = { certificateName: situation.host, hostHeader: situation.input.name.text };
  const states = situation.own.map(
    (address) => portAt(situation.input, address, way.port, greeting).state,
  );
  const taken = states.some((state) => state === "homeserver" || state === "other");
  const records = decision.srv.records.some((record) => record.change !== "remove");
  const needed = decision.wellKnown.by === "site" || (records && !taken);
  return way.certificateName === situation.host || !needed
    ? [way.certificateName]
    : [way.certificateName, situation.host];
}

function reloadStep(situation: Situation, id: string, opens: readonly number[]): Draft {
  const proxy = situation.input.host?.proxy;
  const who = hostActor(situation);
  const running = proxy?.active ?? true;
  return {
    kind: "control-service",
    ...parts({
      id,
      who,
      reason: reason(running ? "reload-needed" : "start-needed"),
      ...(who === "homeport"
        ? { undo: reason("undo-service-again") }
        : { irreversible: reason("irreversible-person") }),
      check: reason("check-service", { unit: proxy?.unit?.name ?? "nginx.service" }),
    }),
    service: "nginx",
    unit: proxy?.unit?.name ?? "nginx.service",
    action: running ? "reload" : "start",
    opens,
  };
}
