import type { Edit } from "./edit.ts";
import { replaceEntry, withoutEntry } from "./hunk.ts";
import { about, isTrue, type Config, type Draft, type Rule } from "./lint-rule.ts";
import { lineOf, type Entry } from "./read-config.ts";
import { OLDEST } from "./road-facts.ts";

/** Since then Synapse refuses `no_tls` beside `bind_port` (synapse:synapse/config/server.py). */
const REFUSED = "0.99.1";

/** The form before `listeners`: still read, and it takes the place of the list. */
export const bindPort: Rule = (config) => {
  const entry = config.entries.get("bind_port");
  if (entry === undefined || !isTrue(entry.value)) return [];
  const list = config.entries.get("listeners");
  const data = { line: list === undefined ? 0 : lineOf(list) };
  if (isPlainAlone(config)) return plainAlone(config, entry);
  const why = list === undefined ? "bind-port-works" : "bind-port-instead";
  return [about(entry, "bind_port", [{ since: OLDEST, class: "works", why }], null, data)];
};

/** `no_tls` leaves of the two ports of `bind_port` the unencrypted one alone. */
export function isPlainAlone({ entries }: Config): boolean {
  return isTrue(entries.get("no_tls")?.value) && isTrue(entries.get("bind_port")?.value);
}

/**
 * The ports that are open today, written out as `listeners`: with `bind_port` kept and only `no_tls` gone
 * the encrypted port would open, and want a certificate.
 */
function plainAlone(config: Config, entry: Entry): readonly Draft[] {
  const lines = plainListener(config);
  const port = plainPort(config);
  const data = { port: port === null ? "" : String(port) };
  const list = config.entries.get("listeners");
  const edit = list === undefined ? replaceEntry(entry, lines) : withoutEntry(entry);
  const why = port === null ? "bind-port-no-tls-closed" : "bind-port-no-tls";
  return [
    about(entry, "bind_port", refused("bind-port-works", why), edit, data),
    ...(list === undefined ? [] : [overruled(list, replaceEntry(list, lines))]),
  ];
}

function refused(before: string, why: string): Draft["spans"] {
  return [
    { since: OLDEST, class: "works", why: before },
    { since: REFUSED, class: "fatal", why },
  ];
}

function overruled(list: Entry, edit: Edit | null): Draft {
  const spans = [{ since: OLDEST, class: "ignored", why: "listeners-overruled" }] as const;
  return about(list, "listeners", spans, edit);
}

/** `no_tls` itself, where it stands beside `bind_port`. */
export function noTlsBesideBindPort(entry: Entry): Draft {
  return about(entry, "no_tls", refused("no-tls-works", "no-tls-bind-port"), withoutEntry(entry));
}

/** The one listener that is left of `bind_port` with `no_tls`, in today's form. */
export function plainListener(config: Config): readonly string[] {
  const port = plainPort(config);
  if (port === null) return ["listeners: []"];
  const host = config.entries.get("bind_host")?.value;
  return [
    "listeners:",
    `  - port: ${port}`,
    "    tls: false",
    "    type: http",
    ...(typeof host === "string" && host !== ""
      ? [`    bind_addresses: [${JSON.stringify(host)}]`]
      : []),
    "    resources:",
    "      - names: [client, federation]",
  ];
}

/** `unsecure_port`, by default 400 below `bind_port`; null where it is switched off. */
function plainPort({ entries }: Config): number | null {
  const [own, bind] = [entries.get("unsecure_port"), entries.get("bind_port")?.value];
  if (own !== undefined && !isTrue(own.value)) return null;
  const port = Number(own === undefined ? Number(bind) - 400 : own.value);
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : 8008;
}
