import { append, lineCount, replaceEntry, withoutEntry } from "./hunk.ts";
import { isPlainAlone, plainListener } from "./lint-bind-port.ts";
import {
  about,
  isTrue,
  listenersOf,
  settingOf,
  type Config,
  type Draft,
  type Rule,
} from "./lint-rule.ts";
import { OLDEST } from "./road-facts.ts";

/** Up to 1.0.0 generated defaults lay under the file; 1.1.0 took them away (matrix-federation.md, trap 16). */
const DEFAULTS_GONE = "1.1.0";

/** Keys without which Synapse does not start, or starts and serves nobody (seen on 1.163.2). */
export const missingKeys: Rule = (config) => [
  ...lacking(
    config,
    "server_name",
    // It can never change later, so nobody but the owner may fill it in.
    null,
    [{ since: OLDEST, class: "fatal", why: "server-name-missing" }],
  ),
  ...lacking(
    config,
    "report_stats",
    ["report_stats: false"],
    [{ since: OLDEST, class: "fatal", why: "report-stats-missing" }],
  ),
  ...(config.entries.has("databases") || config.entries.has("database_path")
    ? []
    : lacking(
        config,
        "database",
        ["database:", "  name: sqlite3", "  args:", '    database: "homeserver.db"'],
        [
          { since: OLDEST, class: "works", why: "database-default" },
          // The command line may name one: --database-path.
          { since: "1.13.0", class: "danger", why: "database-missing" },
        ],
      )),
  ...(isTrue(config.entries.get("bind_port")?.value)
    ? []
    : lacking(config, "listeners", defaultListeners(config), [
        { since: OLDEST, class: "works", why: "listeners-default" },
        { since: DEFAULTS_GONE, class: "danger", why: "listeners-missing" },
      ])),
  ...certificatePaths(config),
];

function always(why: string): Draft["spans"] {
  return [{ since: OLDEST, class: "fatal", why }];
}

/** Keys that hold nothing, or something of another form, where Synapse counts on a list or a mapping. */
export const misshapenKeys: Rule = (config) => {
  const { entries } = config;
  const usual = isPlainAlone(config) ? plainListener(config) : LISTENERS;
  const listeners = entries.get("listeners");
  const perspectives = entries.get("perspectives");
  return [
    ...(listeners === undefined || Array.isArray(listeners.value)
      ? []
      : [
          about(
            listeners,
            "listeners",
            always("listeners-no-list"),
            replaceEntry(listeners, usual),
          ),
        ]),
    ...(perspectives === undefined || isTrue(perspectives.value)
      ? []
      : [
          about(
            perspectives,
            "perspectives",
            always("perspectives-empty"),
            withoutEntry(perspectives),
          ),
        ]),
  ];
};

/** The one plain listener of today's generated file, for a proxy on the same machine. */
const LISTENERS = [
  "listeners:",
  "  - port: 8008",
  "    tls: false",
  "    type: http",
  "    x_forwarded: true",
  "    bind_addresses: ['::1', '127.0.0.1']",
  "    resources:",
  "      - names: [client, federation]",
  "        compress: false",
];

/** What the generated defaults opened for other servers up to 1.0.0. */
const TLS_LISTENER = [
  "  - port: 8448",
  "    tls: true",
  "    type: http",
  "    resources:",
  "      - names: [client, federation]",
];

/**
 * The listeners that the generated defaults laid under the file, written out, so that the way up closes no
 * port; null where the certificate's place cannot be told.
 */
function defaultListeners(config: Config): readonly string[] | null {
  const [head = "", ...plain] = LISTENERS;
  if (isTrue(config.entries.get("no_tls")?.value)) return LISTENERS;
  const paths = TLS_PATHS.filter((key) => !isTrue(config.entries.get(key)?.value));
  const lines = paths.map((key) => tlsPathLine(config, key));
  const isEmpty = paths.some((key) => config.entries.has(key));
  if (isEmpty || lines.some((line) => line === null)) return null;
  return [...lines.flatMap((line) => line ?? []), head, ...TLS_LISTENER, ...plain];
}

const TLS_PATHS = ["tls_certificate_path", "tls_private_key_path"] as const;

/** The default of 0.34 to 1.0.0: beside the configuration, by the server name (matrix-federation.md, trap 15). */
function tlsPathLine({ entries, main }: Config, key: (typeof TLS_PATHS)[number]): string | null {
  const name = entries.get("server_name")?.value;
  if (typeof name !== "string" || name === "") return null;
  const folder = main.path.startsWith("/")
    ? main.path.slice(0, main.path.lastIndexOf("/") + 1)
    : "";
  const ending = key === "tls_certificate_path" ? "crt" : "key";
  return `${key}: ${JSON.stringify(`${folder}${name}.tls.${ending}`)}`;
}

/** `lines`: null where only the owner can know them. */
function lacking(
  { entries, main }: Config,
  key: string,
  lines: readonly string[] | null,
  spans: Draft["spans"],
): readonly Draft[] {
  if (entries.has(key)) return [];
  const line = Math.max(1, lineCount(main.text));
  return [{ file: main.path, line, key, spans, edit: lines === null ? null : append(main, lines) }];
}

/** A TLS listener without certificate: the defaults beside the file stood in for the paths up to 1.0.0. */
function certificatePaths(config: Config): readonly Draft[] {
  const { entries } = config;
  const tls = listenersOf(config).some((each) => isTrue(settingOf(each, "tls")));
  const isServed = isTrue(entries.get("bind_port")?.value) || tls;
  if (!isServed || isTrue(entries.get("no_tls")?.value)) return [];
  return TLS_PATHS.flatMap((key) => {
    if (isTrue(entries.get(key)?.value)) return [];
    const line = tlsPathLine(config, key);
    const empty = entries.get(key);
    const spans = [
      { since: OLDEST, class: "works", why: "tls-path-default" },
      { since: DEFAULTS_GONE, class: "fatal", why: "tls-path-missing" },
    ] as const;
    // Another line at the end would lose to an empty one that is read later.
    return empty === undefined
      ? lacking(config, key, line === null ? null : [line], spans)
      : [about(empty, key, spans, line === null ? null : replaceEntry(empty, [line]))];
  });
}
