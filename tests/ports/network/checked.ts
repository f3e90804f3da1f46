import { afterEach, beforeAll } from "vitest";
import { checkFederation } from "../../../electron/engine/check-federation.ts";
import type { Era } from "../../../shared/domain/era.ts";
import { parseServerName } from "../../../shared/domain/server-name.ts";
import { issue, makeAuthority } from "./certificates.ts";
import type { ServerCertificate, TestAuthority } from "./certificates.ts";
import { homeserver } from "./homeserver.ts";
import type { HomeserverWishes } from "./homeserver.ts";
import type { Zone } from "./name-server.ts";
import { startWorld } from "./world.ts";
import type { Handler, Place, World, WorldPlan } from "./world.ts";

export const NAME = "example.com";
export const HOST = "192.0.2.1";
export const OTHER = "192.0.2.2";
export const V6 = "2001:db8::1";
export const ZONE: Zone = { [NAME]: { A: [HOST] }, "matrix.example.com": { A: [OTHER] } };

/** Authorities and certificates that every test may use; made once a file. */
export interface Kit {
  trusted: TestAuthority;
  foreign: TestAuthority;
  staging: TestAuthority;
  /** For example.com and *.example.com. */
  good: ServerCertificate;
  /** For matrix.example.com. */
  delegated: ServerCertificate;
}

export const kit = {} as Kit;
let world: World | undefined;

/** Makes the kit before the tests of a file, and ends each test's world. */
export function useKit(): void {
  beforeAll(async () => {
    [kit.trusted, kit.foreign, kit.staging] = await Promise.all([
      makeAuthority("Lab"),
      makeAuthority("Private"),
      makeAuthority("(STAGING) Lab"),
    ]);
    kit.good = await issue(kit.trusted, { names: [NAME, "*.example.com"] });
    kit.delegated = await issue(kit.trusted, { names: ["matrix.example.com"] });
  });
  afterEach(closeWorld);
}

async function closeWorld(): Promise<void> {
  await world?.close();
  world = undefined;
}

export interface CheckWishes {
  readonly name?: string;
  readonly audience?: readonly Era[];
  readonly client?: boolean;
  readonly now?: number;
}

/** Checks a name in a world of its own; the world before it is ended. */
export async function check(plan: WorldPlan, wishes: CheckWishes = {}) {
  await closeWorld();
  world = await startWorld({ caFiles: [kit.trusted.pem], ...plan });
  const name = parseServerName(wishes.name ?? NAME);
  if (!name.ok) throw new Error(name.error.why);
  const clock = { now: () => wishes.now ?? Date.now(), sleep: () => Promise.resolve() };
  return checkFederation({ network: world.network, clock }, name.value, {
    audience: wishes.audience ?? [],
    client: wishes.client ?? false,
    ownVersion: null,
  });
}

/** The verdict, then severity and code of every problem in the order of the alphabet. */
export async function problemsOf(
  plan: WorldPlan,
  wishes: CheckWishes = {},
): Promise<readonly string[]> {
  const report = await check(plan, wishes);
  return [
    report.verdict,
    ...report.problems.map((each) => `${each.severity} ${each.code}`).toSorted(),
  ];
}

/** A homeserver that ends TLS on 8448 of its own name. */
export function direct(
  place: Partial<Place> = {},
  wishes: Partial<HomeserverWishes> = {},
): WorldPlan {
  const handler = homeserver({ name: NAME, ...wishes });
  return { zone: ZONE, places: { [`${HOST}:8448`]: { certificate: kit.good, handler, ...place } } };
}

/** A site with a well-known file for `matrix.example.com:443`, and the homeserver there. */
export function behindWellKnown(
  site: Handler,
  place: Partial<Place> = {},
  web: Partial<Place> = {},
): WorldPlan {
  const handler = homeserver({ name: NAME });
  return {
    zone: ZONE,
    places: {
      [`${HOST}:443`]: { certificate: kit.good, handler: site, ...web },
      [`${OTHER}:443`]: { certificate: kit.delegated, handler, ...place },
    },
  };
}

/** A site that serves one well-known file and nothing else. */
export function file(
  body: string,
  headers: { [name: string]: string } = {},
  status = 200,
): Handler {
  return (request, response) => {
    if (request.url === "/.well-known/matrix/server") response.writeHead(status, headers).end(body);
    else response.writeHead(404).end("<html>no such page");
  };
}

export const DELEGATES = file('{"m.server":"matrix.example.com:443"}');
