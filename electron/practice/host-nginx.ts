import { createServer as createHttp } from "node:http";
import { createServer as createHttps, Server as HttpsServer } from "node:https";
import type { Server } from "node:net";
import { createSecureContext, type SecureContext } from "node:tls";
import { ACCEPTED, type Told, type Unit } from "./host-machine.ts";
import { NginxSyntaxError } from "./nginx-config.ts";
import { serveSites, siteFor, type Worker } from "./nginx-serve.ts";
import { readSites, type Site } from "./nginx-sites.ts";

const PROCESS = "nginx";

interface Pair {
  readonly key: string;
  readonly cert: string;
}

/** What nginx serves right now; a reload puts something else in its place. */
interface Live {
  sites: readonly Site[];
  contexts: ReadonlyMap<Site, SecureContext>;
}

/** Debian's `nginx.service` over the files of a tree: start, reload and test read them as nginx does. */
export function createNginxUnit(worker: Worker, firstPid: number): Unit {
  const live: Live = { sites: [], contexts: new Map() };
  const servers = new Map<number, Server>();
  const lines: string[] = [];
  let pid = 0;
  const apply = async (): Promise<Told> => {
    const tested = test(worker);
    if (!tested.passed) {
      lines.push(tested.output);
      return {
        accepted: false,
        output: "Job for nginx.service failed because the control process exited with error code.",
      };
    }
    live.sites = readSites(worker.tree);
    live.contexts = contextsOf(worker, live.sites);
    await settlePorts(worker, live, servers, pid === 0 ? firstPid : pid);
    if (pid === 0) pid = firstPid;
    return ACCEPTED;
  };
  const stop = async (): Promise<Told> => {
    pid = 0;
    servers.clear();
    await worker.sockets.closeAllOf(PROCESS);
    return ACCEPTED;
  };
  const reload = (): Promise<Told> =>
    pid === 0
      ? Promise.resolve({ accepted: false, output: "nginx.service is not active, cannot reload." })
      : apply();
  return {
    start: () => (pid === 0 ? apply() : Promise.resolve(ACCEPTED)),
    stop,
    reload,
    hup: reload,
    test: () => test(worker),
    log: () => lines.slice(-40).join("\n"),
    state: () => ({
      active: pid === 0 ? "inactive" : "active",
      sub: pid === 0 ? "dead" : "running",
      mainPid: pid,
      enabled: true,
      canReload: true,
      conditionMet: true,
    }),
  };
}

/** `nginx -t`: the configuration is read, and so are certificates, as root. */
function test(worker: Worker): { readonly passed: boolean; readonly output: string } {
  const name = "/etc/nginx/nginx.conf";
  try {
    contextsOf(worker, readSites(worker.tree));
    return {
      passed: true,
      output: `nginx: the configuration file ${name} syntax is ok\nnginx: configuration file ${name} test is successful`,
    };
  } catch (error) {
    if (!(error instanceof NginxSyntaxError)) throw error;
    return {
      passed: false,
      output: `nginx: [emerg] ${error.message}\nnginx: configuration file ${name} test failed`,
    };
  }
}

function contextsOf(worker: Worker, sites: readonly Site[]): ReadonlyMap<Site, SecureContext> {
  const secure = sites.filter((site) => site.listens.some((each) => each.ssl));
  return new Map(secure.map((site) => [site, createContext(pairOf(worker, site))]));
}

function createContext(pair: Pair): SecureContext {
  try {
    return createSecureContext(pair);
  } catch (error) {
    throw new NginxSyntaxError(
      `SSL_CTX_use_PrivateKey failed (SSL: ${error instanceof Error ? error.message : ""})`,
    );
  }
}

function pairOf(worker: Worker, site: Site): Pair {
  if (site.tls === null)
    throw new NginxSyntaxError(
      'no "ssl_certificate" is defined for the "listen ... ssl" directive',
    );
  const read = (path: string, what: string): string => {
    const text = worker.tree.file(path)?.content;
    if (text === undefined) {
      throw new NginxSyntaxError(
        `cannot load ${what} "${path}": BIO_new_file() failed (SSL: error:80000002:system library::No such file or directory)`,
      );
    }
    return text;
  };
  return {
    cert: read(site.tls.certificate, "certificate"),
    key: read(site.tls.key, "certificate key"),
  };
}

/** Opens the ports that the configuration names and closes those that it no longer does. */
async function settlePorts(
  worker: Worker,
  live: Live,
  servers: Map<number, Server>,
  pid: number,
): Promise<void> {
  const wanted = new Map(
    live.sites.flatMap((site) => site.listens.map((each) => [each.port, each.ssl] as const)),
  );
  for (const port of servers.keys()) {
    if (wanted.has(port)) continue;
    servers.delete(port);
    await worker.sockets.close(port);
  }
  for (const [port, isSecure] of wanted) {
    const running = servers.get(port);
    if (running !== undefined) {
      if (running instanceof HttpsServer) renewDefault(worker, live, port, running);
      continue;
    }
    const server = isSecure
      ? secureServer(worker, live, port)
      : createHttp((request, response) => serveSites(worker, port, live.sites)(request, response));
    if (await worker.sockets.open({ port, bind: "everywhere", process: PROCESS, pid }, server))
      servers.set(port, server);
  }
}

function secureServer(worker: Worker, live: Live, port: number): HttpsServer {
  const first = siteFor(live.sites, port, "");
  return createHttps(
    {
      ...(first === null ? {} : pairOf(worker, first)),
      SNICallback: (name, done) => {
        const site = siteFor(live.sites, port, name.toLowerCase());
        done(null, site === null ? undefined : live.contexts.get(site));
      },
    },
    (request, response) => serveSites(worker, port, live.sites)(request, response),
  );
}

function renewDefault(
  worker: Worker,
  live: Live,
  port: number,
  server: { setSecureContext(pair: Pair): void },
): void {
  const first = siteFor(live.sites, port, "");
  if (first !== null) server.setSecureContext(pairOf(worker, first));
}
