import type { SynapseListener } from "../../../shared/facts/host-seen.ts";
import type { EffectContext } from "../../../shared/plan/effects.ts";
import type { ProxyRoute, PublishedFile } from "../../../shared/plan/plan.ts";
import { reason } from "../../../shared/plan/reason.ts";
import { parts, type Draft } from "../../../shared/plan/step-parts.ts";
import { inputOf } from "./world-plan.ts";

/** The host's address. */
export const OWN = "198.51.100.7";
/** The server name. */
export const NAME = "example.com";
/** Where its file is. */
export const FILE_URL = `https://${NAME}/.well-known/matrix/server`;

/** The world before. */
export const look = inputOf({
  format: 1,
  server: { name: NAME },
  dns: { [NAME]: { A: [OWN] }, "site.example": { A: ["198.51.100.80"] } },
  https: { "site.example": { certificate: { names: ["site.example"], issuer: "public" } } },
  endpoints: {
    [`${OWN}:8443`]: { certificate: { names: ["old.example"] }, tls: "1.2" },
    [`${OWN}:8440`]: { silent: true },
  },
}).observe;

/** What effects depend on besides the steps. */
export const context: EffectContext = {
  serverName: NAME,
  own: [OWN],
  certificate: { names: [NAME], challenge: "http-01", issuer: "acme", path: "/x" },
  served: null,
  tlsPorts: [],
  synapseReads: true,
};

/** The parts that do not matter here. */
export const common = (id: string) =>
  parts({ id, who: "homeport", reason: reason("x"), check: reason("x") });

/** Our file in Synapse's configuration. */
export function synapseFile(...opens: readonly Pick<SynapseListener, "port" | "tls">[]): Draft {
  const shared = { type: "http", bindAddresses: [], xForwarded: false, resources: [] };
  const listeners = opens.map((each) => ({ ...shared, ...each }));
  const file = { what: "synapse-config", path: "/s", content: "", opens: listeners } as const;
  return { kind: "write-file", ...common("synapse-config"), file };
}

/** A site of a web server; live with nginx's reload, or once a person has put it in. */
export function siteFile(
  what: "nginx-site" | "proxy-snippet",
  opens: readonly ProxyRoute[],
  documents: readonly PublishedFile[] = [],
): Draft {
  const shared = { path: "/n", content: "", opens, documents };
  const file =
    what === "nginx-site" ? { what, ...shared } : { what, brand: "caddy" as const, ...shared };
  return { kind: "write-file", ...common("proxy-site"), file };
}

/** A service that reads its files. */
export function restart(service: "synapse" | "nginx", ...opens: readonly number[]): Draft {
  return {
    kind: "control-service",
    ...common(`restart-${service}`),
    service,
    unit: `${service}.service`,
    action: "restart",
    opens,
  };
}

/** What somebody else is asked for. */
export function askFor(more: {
  ports?: readonly number[];
  files?: readonly PublishedFile[];
}): Draft {
  return { kind: "ask-person", ...common("ask"), files: [], records: [], ports: [], ...more };
}

/** A site at a port. */
export const route = (port: number, more: Partial<ProxyRoute> = {}): ProxyRoute => ({
  names: [NAME],
  port,
  tls: true,
  upstreamPort: 8008,
  ...more,
});

/** The file that leads peers on. */
export const document: PublishedFile = {
  path: ".well-known/matrix/server",
  url: FILE_URL,
  content: '{"m.server":"m.example.com:443"}\n',
  headers: {},
};
