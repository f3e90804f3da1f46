import type { FaqId } from "./questions.ts";

/** A document outside the FAQ that a decision rests on; its name is in the words, under `sources`. */
export type SourceId =
  | "names"
  | "well-known"
  | "client"
  | "server-name"
  | "msc1711"
  | "srv"
  | "acme"
  | "acme-http"
  | "acme-dns"
  | "acme-address"
  | "caa"
  | "ttl"
  | "negative"
  | "proxy"
  | "config"
  | "issue-4554";

/** What a reason rests on: a question of the FAQ (`faq.md`), or a section of a document. */
export type Reference = `faq:${FaqId}` | `source:${SourceId}`;

/**
 * What each reason of a plan rests on, by its code or by the beginning of it up to a hyphen; the longest
 * that fits counts. A test finds a reason that has none.
 */
export const REFERENCES: { readonly [beginning: string]: readonly Reference[] } = {
  "method-none": ["faq:need-srv-or-well-known", "source:names"],
  "for-completeness": ["faq:need-srv-or-well-known"],
  "method-well-known": ["faq:need-srv-or-well-known", "source:well-known"],
  "method-srv": ["faq:still-use-srv", "source:names"],
  "method-explicit-port": ["source:names"],
  "method-ip-literal": ["source:names"],
  "works-already": ["faq:right-now"],
  "old-peers": ["faq:why-breaking"],
  "own-version": ["faq:nothing-at-all"],
  "name-elsewhere": ["faq:need-srv-or-well-known", "source:names"],
  "name-partly": ["faq:need-srv-or-well-known", "source:names"],
  address: ["source:names"],
  "host-addresses": ["source:names"],
  "no-address": ["source:names"],
  lookup: ["source:names"],
  "delegated-name": ["source:names"],
  "server-name": ["source:server-name"],
  port: ["source:names"],
  "port-needs-proxy": ["faq:reverse-proxy"],
  "era-not-reached": ["faq:not-immediately", "source:names"],

  fingerprint: ["faq:certificate-behind-proxy"],
  key: ["source:acme"],
  "certificate-name": ["source:names", "source:msc1711"],
  "certificate-needed": ["faq:not-immediately", "source:msc1711"],
  "certificate-own": ["faq:own-certificates"],
  "certificate-of-proxy": ["faq:same-certificate"],
  "certificate-by-dns": ["source:acme-dns"],
  "certificate-not": ["faq:own-certificates", "source:acme-http"],
  "certificate-out": ["faq:own-certificates", "source:acme-http"],
  "certificate-port": ["source:acme-http"],
  "certificate-caa": ["source:caa"],
  "certificate-for-address": ["source:acme-address"],
  "no-good-certificate": ["faq:own-certificates"],
  "no-certificate": ["faq:own-certificates"],
  challenge: ["source:acme-http"],
  "snippet-challenge": ["source:acme-http"],
  renew: ["faq:own-certificates"],
  renewer: ["faq:own-certificates"],
  "apply-first": ["faq:own-certificates"],
  "prove-renewed": ["faq:how-to-reload"],

  synapse: ["source:config"],
  "synapse-behind-proxy": ["faq:reverse-proxy", "source:proxy"],
  "synapse-keeps": ["faq:certificate-behind-proxy", "source:issue-4554"],
  proxy: ["faq:reverse-proxy", "source:proxy"],
  snippet: ["faq:reverse-proxy", "source:proxy"],
  restart: ["faq:how-to-reload"],
  start: ["faq:how-to-reload"],
  reload: ["faq:how-to-reload"],
  endpoint: ["source:names"],
  proof: ["source:names"],

  "well-known": ["source:well-known"],
  website: ["source:well-known"],
  web: ["source:well-known"],
  file: ["source:well-known"],
  "wait-addresses": ["source:ttl"],
  "wait-records": ["source:negative"],
  "wait-caches": ["source:well-known"],
  "record-leads-here": ["source:names"],
  "record-leads-elsewhere": ["source:names"],
  "record-leads-peers": ["source:names", "source:srv"],
  "record-retired": ["faq:still-use-srv"],
  srv: ["faq:still-use-srv", "source:srv"],
  "srv-kept": ["faq:well-known-still-need-srv"],
  "srv-stale": ["faq:well-known-still-need-srv"],
  dns: ["source:names"],

  help: ["source:names"],
  "help-audience": ["faq:not-immediately"],
  "help-certificate": ["faq:own-certificates"],
  "help-certificate-caa": ["source:caa"],
  "help-certificate-by-http": ["source:acme-http"],
  "help-certificate-port": ["source:acme-http"],
  "help-certificate-for-address": ["source:acme-address"],
  "help-file": ["source:well-known"],
  "help-keep-srv": ["faq:still-use-srv"],
  "help-proxy": ["faq:reverse-proxy"],
  "help-server-name": ["source:server-name"],
  "help-synapse": ["source:config"],
  "help-web": ["source:well-known"],
  "cost-certificate": ["faq:own-certificates"],
  "cost-website": ["source:well-known"],
  "cost-file": ["source:well-known"],
  "cost-records": ["source:srv"],
  "cost-srv": ["source:client"],
  "cost-partly": ["source:names"],
  "cost-port": ["source:names"],
};

/** What a reason rests on, by its code; empty where it is none of a plan. */
export function referencesOf(code: string): readonly Reference[] {
  const parts = code.split("-");
  for (let length = parts.length; length > 0; length -= 1) {
    const beginning = parts.slice(0, length).join("-");
    if (Object.hasOwn(REFERENCES, beginning)) return REFERENCES[beginning] ?? [];
  }
  return [];
}
