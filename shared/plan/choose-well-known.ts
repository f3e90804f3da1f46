import { traitsOf } from "../domain/era.ts";
import { formatHostPort } from "../domain/server-name.ts";
import { certificateFault } from "../certificates/judge.ts";
import type { WellKnownSeen } from "../facts/observation.ts";
import { wellKnownClient, wellKnownServer, type WellKnownDocument } from "../render/well-known.ts";
import type { Place } from "./choose-place.ts";
import type { PublishedFile, Reason, RetiredFile } from "./plan.ts";
import { reason } from "./reason.ts";
import { addressList } from "./addresses-of.ts";
import { isOwn, type Situation } from "./situation.ts";
import type { Way } from "./way.ts";

/** The documents of a way, who puts them there, and what stands against it. */
export interface WellKnownChoice {
  readonly files: readonly PublishedFile[];
  /** Who puts or takes away a file, or renews the website's certificate. `site`: by our own file of the host's proxy; `web`: on the website's machine over SSH. */
  readonly by: "site" | "web" | "you" | "other";
  readonly blockedBy: readonly Reason[];
}

/** Chooses what is published under `/.well-known/matrix/` of the server name. */
export function chooseWellKnown(situation: Situation, way: Way, place: Place): WellKnownChoice {
  if (way.file !== "written")
    return { files: [], by: publisher(situation), blockedBy: handsAgainst(situation, way) };
  const site = siteOfOurOwn(situation, way, place);
  const blockedBy = [
    ...(situation.web === "nobody" && !site
      ? [reason("web-nobody", { name: situation.host })]
      : []),
    ...(site ? [] : webFault(situation)),
  ];
  return { files: documents(situation, way), by: site ? "site" : publisher(situation), blockedBy };
}

/** What is nobody's to change cannot be taken away, nor renewed. */
function handsAgainst(situation: Situation, way: Way): readonly Reason[] {
  if (situation.web !== "nobody") return [];
  const name = situation.host;
  const why = situation.websiteFault ?? "";
  if (way.file === "retired") return [reason("file-in-the-way", { name })];
  return way.file === "believed-again" ? [reason("web-certificate-bad", { name, why })] : [];
}

/** Where the file that leads servers is, or would be. */
export function serverFile(situation: Situation): RetiredFile {
  const { path, url } = published(situation, wellKnownServer(situation.host, situation.host, 8448));
  return { path, url };
}

/** The present text of a document; null where none is served. */
export function presentDocument(situation: Situation, file: "server" | "client"): string | null {
  const seen = situation.input.observe({ ask: "well-known", host: situation.host, file });
  const last = seen.kind === "well-known" ? seen.hops.at(-1)?.outcome : undefined;
  return last?.kind === "answered" && last.status === 200 ? last.body : null;
}

/** What the present documents say, whatever else stands in them; null where they say nothing. */
export function presentlyTold(situation: Situation): {
  readonly server: string | null;
  readonly client: string | null;
} {
  const told = (file: "server" | "client", key: RegExp): string | null =>
    key.exec(presentDocument(situation, file) ?? "")?.[1] ?? null;
  return {
    server: told("server", /"m\.server"\s*:\s*"([^"\\]{1,300})"/),
    client: told("client", /"base_url"\s*:\s*"(https:\/\/[^"\\]{1,300})"/),
  };
}

/** Address of the homeserver for apps; null where none can be told them. */
export function clientBaseUrl(situation: Situation, way: Way): string | null {
  if ((situation.input.answers.clients ?? "yes") === "no") return null;
  if (way.method === "srv" || way.connectHost !== way.certificateName) return null;
  return `https://${formatHostPort(way.connectHost, way.port === 443 ? null : way.port)}`;
}

function documents(situation: Situation, way: Way): readonly PublishedFile[] {
  const base = clientBaseUrl(situation, way);
  const client = base !== null && presentDocument(situation, "client") === null;
  return [
    wellKnownServer(situation.host, way.delegatedName, way.port),
    ...(client ? [wellKnownClient(situation.host, base)] : []),
  ].map((document) => published(situation, document));
}

function published(situation: Situation, document: WellKnownDocument): PublishedFile {
  const root = situation.input.web?.root.replace(/\/+$/, "");
  return root === undefined ? document : { ...document, path: `${root}/${document.path}` };
}

function publisher(situation: Situation): "web" | "you" | "other" {
  if (situation.web === "other") return "other";
  return situation.input.web === null ? "you" : "web";
}

/** Nothing answers at 443 of the name, it is this host, and our own site is going to be there. */
function siteOfOurOwn(situation: Situation, way: Way, place: Place): boolean {
  const { input, host } = situation;
  const addresses = addressList(input, host);
  const here = addresses.length > 0 && addresses.every((address) => isOwn(situation, address));
  return (
    here && place.endsTls === "proxy" && way.port === 443 && firstHop(situation)?.kind === "refused"
  );
}

function firstHop(situation: Situation): WellKnownSeen["hops"][number]["outcome"] | null {
  const seen = situation.input.observe({ ask: "well-known", host: situation.host, file: "server" });
  return seen.kind === "well-known" ? (seen.hops[0]?.outcome ?? null) : null;
}

/** Why `https://NAME` cannot serve a document that peers believe. */
function webFault(situation: Situation): readonly Reason[] {
  const { host, input } = situation;
  const hop = firstHop(situation);
  const certificate = hop?.kind === "answered" || hop?.kind === "silent" ? hop.certificate : null;
  if (certificate === null) return [reason("web-closed", { name: host })];
  const fault = certificateFault(certificate, host, traitsOf("1.93"), input.now);
  return fault === null ? [] : [reason("web-certificate-bad", { name: host, why: fault })];
}
