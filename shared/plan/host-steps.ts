import { CHALLENGE_FOLDER, renderChallengeSite, renderHomeserverSite } from "../render/nginx.ts";
import { renderServerName } from "../render/synapse-config.ts";
import type { CertificatePlan, FileToWrite, ProxyRoute, Who } from "./plan.ts";
import type { Decision } from "./decision.ts";
import { portAt } from "./port-at.ts";
import { reason } from "./reason.ts";
import type { Situation } from "./situation.ts";
import { parts, type Draft } from "./step-parts.ts";
import {
  listenersAfter,
  synapseFile,
  synapseReadsCertificate,
  upstreamPort,
} from "./synapse-keys.ts";

/** Steps on the host that make the homeserver answer at the chosen place; empty where it does. */
export function hostSteps(situation: Situation, decision: Decision): readonly Draft[] {
  if (decision.place.endsTls === "as-is") return serverNameSteps(situation);
  const certificate = decision.certificate.certificate;
  return [
    ...serverNameSteps(situation),
    ...(certificate?.issuer === "acme" ? orderSteps(situation, decision, certificate) : []),
    ...(certificate?.issuer === "own" ? [obtain(situation, decision, certificate)] : []),
    ...synapseSteps(situation, decision),
    ...(decision.place.endsTls === "proxy" ? proxySteps(situation, decision) : []),
  ];
}

/** Who acts on the host: we, where there is a login and a Synapse whose layout we know. */
export function hostActor(situation: Situation): Who {
  const { host } = situation.input;
  if (host === null) return "you";
  const install = host.synapse?.install ?? "none";
  return install === "debian" || install === "matrix.org" || install === "none"
    ? "homeport"
    : "you";
}

/** Path of the proxy file of ours. */
function siteFile(situation: Situation, decision: Decision): string {
  const folder = situation.input.host?.proxy?.confDir ?? "/etc/nginx/conf.d";
  return `${folder}/homeport-${decision.way.certificateName}.conf`;
}

function present(situation: Situation, path: string): string | null {
  return situation.input.host?.files[path] ?? null;
}

/** Debian's package answer and its file are set together: each upgrade writes the file anew from the answer. */
function serverNameSteps(situation: Situation): readonly Draft[] {
  const { input } = situation;
  const synapse = input.host?.synapse;
  if (!synapse || synapse.serverName === input.name.text || synapse.install === "none") return [];
  const path = `${synapse.confDir ?? "/etc/matrix-synapse/conf.d"}/server_name.yaml`;
  const content = renderServerName(input.name.text);
  return [
    {
      kind: "write-file",
      ...parts({
        id: "server-name",
        who: hostActor(situation),
        reason: reason("server-name-set", { name: input.name.text }),
        before: present(situation, path),
        after: content,
        undo: reason("undo-server-name"),
        check: reason("check-file", { path }),
      }),
      file: {
        what: "synapse-server-name",
        path,
        content,
        serverName: input.name.text,
        debconf: synapse.install === "debian" || synapse.install === "matrix.org",
      },
    },
  ];
}

function orderSteps(
  situation: Situation,
  decision: Decision,
  certificate: CertificatePlan,
): readonly Draft[] {
  const names = certificate.names.join(", ");
  const site =
    certificate.challenge === "http-01" && decision.certificate.answerBy === "web-server";
  return [
    ...(site ? challengeSteps(situation, decision, certificate.names) : []),
    {
      kind: "order-key",
      ...parts({
        id: "order-key",
        who: hostActor(situation),
        reason: reason("key-on-host", { name: certificate.names[0] ?? "" }),
        undo: reason("undo-remove-file", { path: certificate.path }),
        check: reason("check-file", { path: `${certificate.path}/privkey.pem.new` }),
      }),
      names: certificate.names,
      path: certificate.path,
    },
    obtain(situation, decision, certificate, names),
  ];
}

function obtain(
  situation: Situation,
  decision: Decision,
  certificate: CertificatePlan,
  after: string = certificate.names.join(", "),
): Draft {
  const listeners = listenersAfter(
    situation,
    decision,
    situation.input.host?.synapse?.listeners ?? [],
  );
  const reads = synapseReadsCertificate(situation, decision, listeners);
  const acme = certificate.issuer === "acme";
  return {
    kind: "obtain-certificate",
    ...parts({
      id: "certificate",
      who: hostActor(situation),
      reason: reason(acme ? "certificate-needed" : "certificate-own", {
        name: decision.way.certificateName,
      }),
      after,
      ...(acme
        ? { irreversible: reason("irreversible-certificate", { names: after }) }
        : { undo: reason("undo-remove-file", { path: certificate.path }) }),
      check: reason("check-certificate", { path: certificate.path }),
    }),
    names: certificate.names,
    path: certificate.path,
    issuer: acme ? "acme" : "own",
    challenge: certificate.challenge ?? "http-01",
    answerBy: decision.certificate.answerBy,
    keyReader: reads ? (situation.input.host?.synapse?.runsAs ?? "matrix-synapse") : null,
  };
}

function challengeSteps(
  situation: Situation,
  decision: Decision,
  names: readonly string[],
): readonly Draft[] {
  const path = siteFile(situation, decision);
  const opens: readonly ProxyRoute[] = [{ names, port: 80, tls: false, upstreamPort: null }];
  const file: FileToWrite = {
    what: "nginx-site",
    path,
    content: renderChallengeSite(names),
    opens,
    documents: [],
  };
  return [
    write(situation, "challenge-site", file, present(situation, path), "challenge-through-site"),
    reloadProxy(situation, "load-challenge-site", [80]),
  ];
}

function synapseSteps(situation: Situation, decision: Decision): readonly Draft[] {
  const file = synapseFile(situation, decision);
  const code = decision.place.endsTls === "synapse" ? "synapse-ends-tls" : "synapse-behind-proxy";
  const unit = situation.input.host?.synapse?.unit ?? null;
  const running = unit === null || unit.active !== "inactive";
  return [
    write(situation, "synapse-config", file, present(situation, file.path), code),
    {
      kind: "control-service",
      ...parts({
        id: "restart-synapse",
        who: hostActor(situation),
        reason: reason(running ? "restart-needed" : "start-needed"),
        undo: reason("undo-service-again"),
        check: reason("check-service", { unit: unit?.name ?? "matrix-synapse.service" }),
      }),
      service: "synapse",
      unit: unit?.name ?? "matrix-synapse.service",
      action: running ? "restart" : "start",
      opens: file.opens.map((each) => each.port),
    },
  ];
}

function proxySteps(situation: Situation, decision: Decision): readonly Draft[] {
  const { way, certificate } = decision;
  const path = siteFile(situation, decision);
  const names = siteNames(situation, decision);
  const challenge =
    certificate.certificate?.challenge === "http-01" ? certificate.certificate.names : [];
  const upstream = upstreamPort(
    listenersAfter(situation, decision, situation.input.host?.synapse?.listeners ?? []),
  );
  const documents = decision.wellKnown.by === "site" ? decision.wellKnown.files : [];
  const content = renderHomeserverSite(
    {
      names,
      port: way.port,
      tlsFolder: certificate.certificate?.path ?? "",
      upstreamPort: upstream,
      documents,
    },
    challenge,
  );
  const opens: readonly ProxyRoute[] = [
    ...(challenge.length > 0
      ? [{ names: challenge, port: 80, tls: false, upstreamPort: null }]
      : []),
    { names, port: way.port, tls: true, upstreamPort: upstream },
  ];
  const before = challenge.length > 0 ? renderChallengeSite(challenge) : present(situation, path);
  return [
    write(
      situation,
      "proxy-site",
      { what: "nginx-site", path, content, opens, documents },
      before,
      "proxy-leads-to-synapse",
    ),
    reloadProxy(situation, "reload-nginx", [...(challenge.length > 0 ? [80] : []), way.port]),
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

function write(
  situation: Situation,
  id: string,
  file: FileToWrite,
  before: string | null,
  code: string,
): Draft {
  return {
    kind: "write-file",
    ...parts({
      id,
      who: hostActor(situation),
      reason: reason(code, { path: file.path, folder: CHALLENGE_FOLDER }),
      before,
      after: file.content,
      undo:
        before === null
          ? reason("undo-remove-file", { path: file.path })
          : reason("undo-restore-file", { path: file.path }),
      check: reason("check-file", { path: file.path }),
    }),
    file,
  };
}

function reloadProxy(situation: Situation, id: string, opens: readonly number[]): Draft {
  const proxy = situation.input.host?.proxy;
  const running = proxy?.active ?? true;
  return {
    kind: "control-service",
    ...parts({
      id,
      who: hostActor(situation),
      reason: reason(running ? "reload-needed" : "start-needed"),
      undo: reason("undo-service-again"),
      check: reason("check-service", { unit: proxy?.unit?.name ?? "nginx.service" }),
    }),
    service: "nginx",
    unit: proxy?.unit?.name ?? "nginx.service",
    action: running ? "reload" : "start",
    opens,
  };
}
