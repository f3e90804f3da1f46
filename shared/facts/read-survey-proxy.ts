import type { ListenerSeen, ProxySeen } from "./host-seen.ts";
import { linesOf, readUnit, type Sections } from "./read-survey-text.ts";

const PROGRAMS: { readonly [program: string]: ProxySeen["kind"] } = {
  nginx: "nginx",
  apache2: "apache",
  httpd: "apache",
  caddy: "caddy",
  haproxy: "haproxy",
};

/** Programs on port 80 or 443 that are no web server in front. */
const NOT_IN_FRONT = /^(python|synapse|homeport)/;

/**
 * The web server in front: the one that listens on 443 or 80, else one that runs, else one that is
 * installed; null where there is none.
 */
export function readProxy(sections: Sections, ports: readonly ListenerSeen[]): ProxySeen | null {
  const atDoor = [443, 80].flatMap((port) =>
    ports.filter((each) => each.port === port && each.process !== null),
  );
  const listening = atDoor
    .map((each) => each.process ?? "")
    .filter((program) => !NOT_IN_FRONT.test(program));
  const known = listening.find((program) => PROGRAMS[program] !== undefined);
  const stranger = listening[0];
  const running = Object.keys(PROGRAMS).find(
    (program) => unitOf(sections, program)?.active === "active",
  );
  const installed = Object.keys(PROGRAMS).find(
    (program) => sections[`tool.${program}`] !== undefined,
  );
  const program = known ?? (stranger === undefined ? (running ?? installed) : stranger);
  if (program === undefined) return null;
  const kind = PROGRAMS[program] ?? "other";
  const config = kind === "nginx" ? readNginx(sections["nginx-config"] ?? "") : null;
  const unit = unitOf(sections, program);
  return {
    kind,
    version:
      kind === "nginx"
        ? (/nginx\/([0-9.]+)/.exec(sections["nginx-version"] ?? "")?.[1] ?? null)
        : null,
    active: listening.includes(program) || unit?.active === "active",
    confDir: config?.confDir ?? null,
    serves: config?.serves ?? [],
    unit,
  };
}

function unitOf(sections: Sections, program: string): ProxySeen["unit"] {
  return readUnit(`${program}.service`, sections[`unit.${program}.service`]);
}

interface NginxConfig {
  readonly confDir: string | null;
  readonly serves: ProxySeen["serves"];
}

/** Reads the directives that the survey let through, one a line: files, blocks, `listen`, `server_name`, `include`. */
function readNginx(text: string): NginxConfig {
  const servers: {
    readonly names: string[];
    readonly listens: { port: number; tls: boolean }[];
  }[] = [];
  let confDir: string | null = null;
  let isHttp = false;
  for (const line of linesOf(text)) {
    const [directive = "", ...words] = line.replace(/[;{]$/, "").trim().split(/\s+/);
    const server = servers.at(-1);
    if (directive === "@file") isHttp = false;
    if (directive === "http") isHttp = true;
    if (directive === "include" && isHttp)
      confDir ??= /^(\/.+)\/\*\.conf$/.exec(words[0] ?? "")?.[1] ?? null;
    if (directive === "server" && words.length === 0) servers.push({ names: [], listens: [] });
    if (directive === "server_name") server?.names.push(...words);
    if (directive === "listen")
      server?.listens.push({ port: portOf(words[0] ?? ""), tls: words.includes("ssl") });
  }
  return { confDir, serves: servers.flatMap(servesOf) };
}

function servesOf({
  names,
  listens,
}: {
  readonly names: readonly string[];
  readonly listens: readonly { port: number; tls: boolean }[];
}) {
  const pairs = names.flatMap((name) =>
    listens.map(({ port, tls }) => ({ name: name.toLowerCase(), port, tls })),
  );
  const isFirst = (pair: (typeof pairs)[number], at: number) =>
    pairs.findIndex((each) => each.name === pair.name && each.port === pair.port) === at;
  return pairs.filter((pair, at) => pair.port > 0 && isFirst(pair, at));
}

/** `80`, `1.2.3.4:80`, `[::]:80`, `name`; a bare address or name means port 80, a socket has none. */
function portOf(listen: string): number {
  if (listen.startsWith("unix:")) return 0;
  if (/^[0-9]{1,5}$/.test(listen)) return Number(listen);
  const port = /:([0-9]{1,5})$/.exec(listen)?.[1];
  return port === undefined || /^\[[^\]]*\]$/.test(listen) ? 80 : Number(port);
}
