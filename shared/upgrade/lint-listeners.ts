import { isMap, isScalar, isSeq } from "yaml";
import type { Edit } from "./edit.ts";
import { replaceScalar, withoutEntry, withoutItem } from "./hunk.ts";
import { isPlainAlone, noTlsBesideBindPort } from "./lint-bind-port.ts";
import { entriesOf, follow, lineAt, type Entry } from "./read-config.ts";
import {
  about,
  isTrue,
  listenersOf,
  settingOf,
  type Draft,
  type Listener,
  type Rule,
} from "./lint-rule.ts";
import { OLDEST } from "./road-facts.ts";

/** The bundled web client as a resource: Debian's file of 0.34 holds it (#11763). */
export const webclientResource: Rule = (config) => {
  const isOff = isTrue(config.entries.get("no_tls")?.value);
  return listenersOf(config).flatMap((listener) =>
    webclientIn(listener, isOff && isTrue(settingOf(listener, "tls"))),
  );
};

/** `isDropped`: `no_tls` switches the listener off, so it goes as a whole, as `noTls` says. */
function webclientIn(listener: Listener, isDropped: boolean): readonly Draft[] {
  const { file } = listener;
  const resources = listener.entries.get("resources")?.node;
  if (!isSeq(resources)) return [];
  return resources.items.flatMap((item, number) => {
    const map = follow(file.document, item);
    const names = isMap(map) ? entriesOf(file, map).get("names")?.node : null;
    if (!isSeq(names)) return [];
    return names.items.flatMap((name, at): readonly Draft[] => {
      const node = follow(file.document, name);
      if (!isScalar(node) || node.value !== "webclient") return [];
      return [
        {
          file: file.path,
          line: lineAt(file, node.range?.[0] ?? 0),
          key: `listeners[${listener.at}].resources[${number}].names`,
          spans: [
            { since: OLDEST, class: "works", why: "webclient-works" },
            {
              since: "1.53.0",
              class: "fatal",
              why: isDropped ? "webclient-dropped" : "webclient-fatal",
            },
          ],
          edit: isDropped
            ? withoutItem(file, listener.list, listener.at)
            : withoutItem(file, names, at),
        },
      ];
    });
  });
}

/** A listener of the workers' old way to talk to the main process: plain TCP. */
export const tcpReplication: Rule = (config) =>
  listenersOf(config).flatMap((listener) => {
    const type = listener.entries.get("type");
    if (type === undefined || type.value !== "replication") return [];
    return [
      about(
        type,
        `listeners[${listener.at}].type`,
        [
          { since: OLDEST, class: "works", why: "replication-works" },
          { since: "1.67.0", class: "fatal", why: "replication-fatal" },
        ],
        withoutItem(listener.file, listener.list, listener.at),
      ),
    ];
  });

/**
 * `no_tls`: 0.34 leaves TLS listeners out, 0.99.0 stumbles over the first of them and stays alive without
 * what comes after (museum.md, case E and I), 0.99.1 leaves them out again; with `bind_port` no start.
 */
export const noTls: Rule = (config) => {
  const entry = config.entries.get("no_tls");
  if (entry === undefined) return [];
  const edit = withoutEntry(entry);
  if (!isTrue(entry.value))
    return [about(entry, "no_tls", [{ since: OLDEST, class: "works", why: "no-tls-off" }], edit)];
  if (isPlainAlone(config)) return [noTlsBesideBindPort(entry)];
  const ports = listenersOf(config);
  const first = ports.find((each) => isTrue(settingOf(each, "tls")));
  if (first === undefined)
    return [about(entry, "no_tls", [{ since: OLDEST, class: "works", why: "no-tls-idle" }], edit)];
  const data = { port: String(settingOf(first, "port")) };
  const shut = dropped(ports);
  // Without this line a listener that stays would open, and want a certificate.
  const isWhole = shut.every((each) => each.edit !== null);
  const spans = besideTls(first === ports[0]);
  return [about(entry, "no_tls", spans, isWhole ? edit : null, data), ...shut];
};

function besideTls(isFirst: boolean): Draft["spans"] {
  return [
    { since: OLDEST, class: "works", why: "no-tls-drops" },
    {
      since: "0.99.0",
      class: "danger",
      why: isFirst ? "no-tls-mute" : "no-tls-half",
      crossed: true,
    },
    { since: "0.99.1", class: "works", why: "no-tls-drops" },
  ];
}

/** The listeners that `no_tls` switches off: with it they go, or they come to life and want a certificate. */
function dropped(listeners: readonly Listener[]): readonly Draft[] {
  return listeners.flatMap((listener) => {
    const tls = listener.entries.get("tls");
    if (tls === undefined || !isTrue(tls.value)) return [];
    return [
      about(
        tls,
        `listeners[${listener.at}].tls`,
        [{ since: OLDEST, class: "ignored", why: "tls-listener-dropped" }],
        withoutItem(listener.file, listener.list, listener.at),
        { port: String(settingOf(listener, "port")) },
      ),
    ];
  });
}

/** Application services given as something else than a list of files: a bare key too. */
export const appServiceFiles: Rule = ({ entries }) => {
  const entry = entries.get("app_service_config_files");
  if (entry === undefined || isListOfTexts(entry.value)) return [];
  return [
    about(
      entry,
      "app_service_config_files",
      [
        { since: OLDEST, class: "ignored", why: "app-services-ignored" },
        { since: "1.82.0", class: "fatal", why: "app-services-fatal" },
      ],
      appServiceEdit(entry),
    ),
  ];
};

function appServiceEdit(entry: Entry): Edit | null {
  const { value, node, file } = entry;
  if (typeof value !== "string") return withoutEntry(entry);
  return replaceScalar(file, node, `[${JSON.stringify(value)}]`);
}

function isListOfTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => typeof each === "string");
}
