import { request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import type { RequestHandler } from "./homeserver.ts";
import type { HostSockets } from "./host-sockets.ts";
import type { Tree } from "./host-tree.ts";
import type { Location, Site } from "./nginx-sites.ts";

const SERVER = "nginx/1.28.0";
const TYPES: { readonly [extension: string]: string } = {
  html: "text/html",
  txt: "text/plain",
  json: "application/json",
  css: "text/css",
};

/** What a worker of nginx stands on. */
export interface Worker {
  readonly tree: Tree;
  readonly sockets: HostSockets;
}

/**
 * Answers requests on one port as nginx does: the site by `Host`, the location by nginx's order
 * (exact, longest prefix, regular expressions), then `return`, a proxy or a file.
 */
export function serveSites(worker: Worker, port: number, sites: readonly Site[]): RequestHandler {
  const here = sites.filter((site) => site.listens.some((each) => each.port === port));
  return (request, response) => {
    const name = hostOf(request);
    const site = siteFor(here, port, name);
    const path = decode(request.url ?? "/");
    const location = path === null || site === null ? null : locationFor(site, path);
    if (path === null || location === null) return finish(request, response, 400, "", "text/html");
    if (Number(request.headers["content-length"] ?? 0) > location.maxBody)
      return finish(request, response, 413, "", "text/html");
    answer(worker, location, path, request, response);
  };
}

/** The site that a name belongs to on a port; the default one where none has it. */
export function siteFor(sites: readonly Site[], port: number, name: string): Site | null {
  const here = sites.filter((site) => site.listens.some((each) => each.port === port));
  const named = here.find((site) => site.names.includes(name));
  const fallback = here.find((site) =>
    site.listens.some((each) => each.port === port && each.isDefault),
  );
  return named ?? fallback ?? here[0] ?? null;
}

function locationFor(site: Site, path: string): Location | null {
  const of = (kind: Location["match"]["kind"]): readonly Location[] =>
    site.locations.filter((each) => each.match.kind === kind);
  const exact = of("=").find((each) => each.match.text === path);
  if (exact !== undefined) return exact;
  const prefixes = [...of("prefix"), ...of("^~")].filter((each) =>
    path.startsWith(each.match.text),
  );
  const longest = prefixes.toSorted(
    (one, other) => other.match.text.length - one.match.text.length,
  )[0];
  if (longest?.match.kind === "^~") return longest;
  const fitting = of("~").find((each) => new RegExp(each.match.text).test(path));
  return fitting ?? longest ?? of("server")[0] ?? null;
}

function answer(
  worker: Worker,
  location: Location,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  for (const [name, value] of location.headers) response.setHeader(name, value);
  if (location.answer !== null) {
    return finish(
      request,
      response,
      location.answer.status,
      location.answer.text,
      location.type ?? "text/plain",
    );
  }
  if (location.proxyPort !== null) return pass(worker, location.proxyPort, request, response);
  const file = fileFor(worker.tree, location, path);
  if (file === null) return finish(request, response, 404, notFound(), "text/html");
  finish(
    request,
    response,
    200,
    file.content,
    TYPES[file.extension] ?? location.type ?? "application/octet-stream",
  );
}

function fileFor(
  tree: Tree,
  location: Location,
  path: string,
): { readonly content: string; readonly extension: string } | null {
  const below = path.endsWith("/") ? `${path}index.html` : path;
  const full =
    location.alias === null
      ? `${location.root ?? "/usr/share/nginx/html"}${below}`
      : `${location.alias}${path.slice(location.match.text.length)}`;
  if (full.split("/").includes("..") || !tree.canRead(full, "www-data")) return null;
  const content = tree.file(full)?.content;
  return content === undefined ? null : { content, extension: /\.([a-z]+)$/.exec(full)?.[1] ?? "" };
}

/** Hands a request on as `proxy_pass` without a path does: the path stays as it came. */
function pass(
  worker: Worker,
  port: number,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const local = worker.sockets.localPort(port);
  if (local === null) return finish(request, response, 502, "", "text/html");
  const options = {
    host: "127.0.0.1",
    port: local,
    agent: false,
    method: request.method,
    path: request.url,
    headers: { ...request.headers, "x-forwarded-proto": "https" },
  };
  const onward = httpRequest(options, (incoming) => {
    response.writeHead(incoming.statusCode ?? 502, { ...incoming.headers, server: SERVER });
    incoming.pipe(response);
  });
  onward.on("error", () =>
    response.headersSent ? response.destroy() : finish(request, response, 502, "", "text/html"),
  );
  request.pipe(onward);
}

function finish(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  text: string,
  type: string,
): void {
  request.resume();
  response.writeHead(status, { "content-type": type, server: SERVER });
  response.end(request.method === "HEAD" ? undefined : text);
}

function notFound(): string {
  return `<html>\r\n<head><title>404 Not Found</title></head>\r\n<body>\r\n<center><h1>404 Not Found</h1></center>\r\n<hr><center>${SERVER}</center>\r\n</body>\r\n</html>\r\n`;
}

function hostOf(request: IncomingMessage): string {
  return (request.headers.host ?? "").replace(/:\d+$/, "").toLowerCase();
}

function decode(url: string): string | null {
  try {
    return decodeURIComponent(url.split("?")[0] ?? "/");
  } catch {
    return null;
  }
}
