import type { ListenerSeen, ProxySeen, ServedName } from "./host-seen.ts";
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
    defaultServers: config?.defaultServers ?? [],
    unit,
  };
}

function unitOf(sections: Sections, program: string): ProxySeen["unit"] {
  return readUnit(`${program}.service`, sections[`unit.${program}.service`]);
}

interface NginxConfig {
  readonly confDir: string | null;
  readonly serves: ProxySeen["serves"];
  readonly defaultServers: ProxySeen["defaultServers"];
}

/** A `listen` of a server; port 0 is a socket's. */
interface Listen {
  readonly address: string | null;
  readonly port: number;
  readonly tls: boolean;
  readonly isDefault: boolean;
}

interface Server {
  readonly names: readonly string[];
  readonly listens: readonly Listen[];
}

/** Reads the directives that the survey let through, one a line: files, blocks, `listen`, `server_name`, `include`. */
function readNginx(text: string): NginxConfig {
  const servers: { readonly names: string[]; readonly listens: Listen[] }[] = [];
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
    if (directive === "listen") server?.listens.push(listenOf(words));
  }
  const defaults = servers.flatMap((each) => each.listens.filter(({ isDefault }) => isDefault));
  return {
    confDir,
    serves: servers.flatMap(servesOf),
    defaultServers: [...new Set(defaults.map(({ port }) => port).filter((port) => port > 0))],
  };
}

function servesOf({ names, listens }: Server): readonly ServedName[] {
  const served = names.flatMap((name) =>
    listens.map(({ address, port, tls }) => ({ name: name.toLowerCase(), address, port, tls })),
  );
  const isFirst = ({ name, address, port }: ServedName, at: number) =>
    served.findIndex(
      (each) => each.name === name && each.address === address && each.port === port,
    ) === at;
  return served.filter((each, at) => each.port > 0 && isFirst(each, at));
}

function listenOf([place = "", ...flags]: readonly string[]): Listen {
  return {
    ...placeOf(place),
    tls: flags.includes("ssl"),
    isDefault: flags.includes("default_server") || flags.includes("default"),
  };
}

/** `80`, `1.2.3.4:80`, `[::]:80`, `*:80`, `name`; a bare address or name means port 80, a socket has none. */
function placeOf(place: string): Pick<Listen, "address" | "port"> {
  if (place.startsWith("unix:")) return { address: null, port: 0 };
  if (/^[0-9]{1,5}$/.test(place)) return { address: null, port: Number(place) };
  const parts = /^(\[[^\]]*\]|[^:]*)(?::([0-9]{1,5}))?$/.exec(place);
  const address = (parts?.[1] ?? place).replace(/^\[(.*)\]$/, "$1");
  const isEvery = address === "*" || address === "" || address === "0.0.0.0";
  return { address: isEvery ? null : address, port: Number(parts?.[2] ?? 80) };
}
