import { NginxSyntaxError, parseNginx, type Directive } from "./nginx-config.ts";
import type { Tree } from "./host-tree.ts";

/** A `server` block, read. */
export interface Site {
  readonly listens: readonly {
    readonly port: number;
    readonly ssl: boolean;
    readonly isDefault: boolean;
  }[];
  readonly names: readonly string[];
  readonly tls: { readonly certificate: string; readonly key: string } | null;
  readonly locations: readonly Location[];
}

/** A `location` block, or what holds for a whole server (`match` of kind `server`). */
export interface Location {
  readonly match: { readonly kind: "=" | "^~" | "~" | "prefix" | "server"; readonly text: string };
  readonly root: string | null;
  readonly alias: string | null;
  readonly proxyPort: number | null;
  readonly answer: { readonly status: number; readonly text: string } | null;
  readonly type: string | null;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly maxBody: number;
}

const MAIN = "/etc/nginx/nginx.conf";
const ONE_MIB = 1024 * 1024;
/** Directives that Debian's configuration and Homeport's files use; nginx refuses others that it does not know. */
const KNOWN = new Set(
  (
    "user worker_processes pid error_log include events worker_connections http sendfile tcp_nopush types_hash_max_size " +
    "default_type ssl_protocols ssl_prefer_server_ciphers access_log gzip server listen server_name root index location " +
    "try_files return alias proxy_pass proxy_http_version proxy_set_header client_max_body_size ssl_certificate " +
    "ssl_certificate_key add_header types server_tokens"
  ).split(" "),
);

/** Reads all sites that nginx would serve, includes followed. Throws `NginxSyntaxError` with nginx's own words. */
export function readSites(tree: Tree): readonly Site[] {
  const main = readFile(tree, MAIN);
  const http = main.find((each) => each.name === "http")?.block ?? [];
  return http.filter((each) => each.name === "server").map((each) => readSite(each.block ?? []));
}

/** The files that nginx reads, in their order, with their texts. */
export function nginxFiles(
  tree: Tree,
): readonly { readonly path: string; readonly text: string }[] {
  const seen: { path: string; text: string }[] = [];
  const visit = (path: string): void => {
    const text = tree.file(path)?.content;
    if (text === undefined) return;
    seen.push({ path, text });
    for (const pattern of text.matchAll(/^\s*include\s+([^;]+);/gm))
      expand(tree, pattern[1] ?? "").forEach(visit);
  };
  visit(MAIN);
  return seen;
}

function readFile(tree: Tree, path: string): readonly Directive[] {
  const text = tree.file(path)?.content;
  if (text === undefined)
    throw new NginxSyntaxError(`open() "${path}" failed (2: No such file or directory)`);
  try {
    return follow(tree, parseNginx(text));
  } catch (error) {
    if (!(error instanceof NginxSyntaxError) || error.message.includes(" in /")) throw error;
    throw new NginxSyntaxError(`${error.message} in ${path}:1`);
  }
}

function follow(tree: Tree, directives: readonly Directive[]): readonly Directive[] {
  return directives.flatMap((each) => {
    if (each.name === "include")
      return expand(tree, each.args[0] ?? "").flatMap((path) => [...readFile(tree, path)]);
    if (!KNOWN.has(each.name)) throw new NginxSyntaxError(`unknown directive "${each.name}"`);
    if (each.name === "types" || each.block === null) return [each];
    return [{ ...each, block: follow(tree, each.block) }];
  });
}

/** `include` takes a file, or a pattern with one star in its last part. */
function expand(tree: Tree, pattern: string): readonly string[] {
  const path = pattern.startsWith("/") ? pattern : `/etc/nginx/${pattern}`;
  if (!path.includes("*")) return [path];
  const folder = path.slice(0, path.lastIndexOf("/"));
  const [before = "", after = ""] = path.slice(folder.length + 1).split("*");
  const fits = (name: string): boolean =>
    name.startsWith(before) && name.endsWith(after) && name !== "";
  return tree
    .list(folder)
    .filter((name) => fits(name) && !name.startsWith("."))
    .map((name) => `${folder}/${name}`);
}

function readSite(block: readonly Directive[]): Site {
  const certificate = argOf(block, "ssl_certificate");
  const key = argOf(block, "ssl_certificate_key");
  const listens = block.filter((each) => each.name === "listen" && !each.args[0]?.startsWith("["));
  const whole = readLocation({ kind: "server", text: "" }, block, null);
  return {
    listens: listens.map(({ args }) => ({
      port: Number(args[0]?.split(":").at(-1)),
      ssl: args.includes("ssl"),
      isDefault: args.includes("default_server"),
    })),
    names: block.filter((each) => each.name === "server_name").flatMap((each) => each.args),
    tls: certificate === null || key === null ? null : { certificate, key },
    locations: [
      ...block
        .filter((each) => each.name === "location")
        .map((each) => readLocation(matchOf(each.args), each.block ?? [], whole)),
      whole,
    ],
  };
}

function matchOf(args: readonly string[]): Location["match"] {
  const [first = "", second] = args;
  if (second === undefined) return { kind: "prefix", text: first };
  if (first === "=" || first === "^~" || first === "~") return { kind: first, text: second };
  throw new NginxSyntaxError(`invalid location modifier "${first}"`);
}

function readLocation(
  match: Location["match"],
  block: readonly Directive[],
  outer: Location | null,
): Location {
  const returned = block.find((each) => each.name === "return")?.args;
  const headers = block
    .filter((each) => each.name === "add_header")
    .map(({ args }) => [args[0] ?? "", args[1] ?? ""] as const);
  return {
    match,
    root: argOf(block, "root") ?? outer?.root ?? null,
    alias: argOf(block, "alias"),
    proxyPort: portOfProxy(argOf(block, "proxy_pass")),
    answer:
      returned === undefined ? null : { status: Number(returned[0]), text: returned[1] ?? "" },
    type: argOf(block, "default_type") ?? outer?.type ?? null,
    headers: headers.length > 0 ? headers : (outer?.headers ?? []),
    maxBody: bytesOf(argOf(block, "client_max_body_size")) ?? outer?.maxBody ?? ONE_MIB,
  };
}

function portOfProxy(target: string | null): number | null {
  if (target === null) return null;
  const parts = /^http:\/\/(?:127\.0\.0\.1|localhost|\[::1\]):(\d+)$/.exec(target);
  if (parts === null) throw new NginxSyntaxError(`host not found in upstream "${target}"`);
  return Number(parts[1]);
}

function bytesOf(size: string | null): number | null {
  const parts = /^(\d+)([km]?)$/i.exec(size ?? "");
  if (parts === null) return null;
  const unit = (parts[2] ?? "").toLowerCase();
  return Number(parts[1]) * (unit === "m" ? ONE_MIB : unit === "k" ? 1024 : 1);
}

function argOf(block: readonly Directive[], name: string): string | null {
  return block.find((each) => each.name === name)?.args[0] ?? null;
}
