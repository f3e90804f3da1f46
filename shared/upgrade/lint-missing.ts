import { append, lineCount, replaceEntry, withoutEntry } from "./hunk.ts";
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
    ['server_name: "example.com"'],
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
    : lacking(config, "listeners", LISTENERS, [
        { since: OLDEST, class: "works", why: "listeners-default" },
        { since: DEFAULTS_GONE, class: "danger", why: "listeners-missing" },
      ])),
  ...certificatePaths(config),
];

function always(why: string): Draft["spans"] {
  return [{ since: OLDEST, class: "fatal", why }];
}

/** Keys that hold nothing, or something of another form, where Synapse counts on a list or a mapping. */
export const misshapenKeys: Rule = ({ entries }) => {
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
            replaceEntry(listeners, LISTENERS),
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

function lacking(
  { entries, main }: Config,
  key: string,
  lines: readonly string[],
  spans: Draft["spans"],
): readonly Draft[] {
  if (entries.has(key)) return [];
  return [{ file: main.path, line: lineCount(main.text), key, spans, edit: append(main, lines) }];
}

/** A TLS listener without certificate: the defaults beside the file stood in for the paths up to 1.0.0. */
function certificatePaths(config: Config): readonly Draft[] {
  const { entries } = config;
  const tls = listenersOf(config).some((each) => isTrue(settingOf(each, "tls")));
  const isServed = isTrue(entries.get("bind_port")?.value) || tls;
  if (!isServed || isTrue(entries.get("no_tls")?.value)) return [];
  return (["tls_certificate_path", "tls_private_key_path"] as const).flatMap((key) => {
    if (isTrue(entries.get(key)?.value)) return [];
    const file = key === "tls_certificate_path" ? "fullchain.pem" : "privkey.pem";
    return lacking(
      { ...config, entries: new Map([...entries].filter(([each]) => each !== key)) },
      key,
      [`${key}: "/etc/homeport/tls/NAME/${file}"`],
      [
        { since: OLDEST, class: "works", why: "tls-path-default" },
        { since: DEFAULTS_GONE, class: "fatal", why: "tls-path-missing" },
      ],
    );
  });
}
