import { ERAS, type Era } from "../../shared/domain/era.ts";
import type { Instant } from "../../shared/domain/instant.ts";
import { formatHostPort, type ServerName } from "../../shared/domain/server-name.ts";
import { asAnswerTo } from "../../shared/facts/answers-to.ts";
import {
  queryKey,
  UNTOLD,
  type Observation,
  type Observe,
} from "../../shared/facts/observation.ts";
import { driveLive, rememberLive, type ObserveLive } from "../../shared/resolve/drive.ts";
import { resolve } from "../../shared/resolve/resolve.ts";
import { judgeWellKnown } from "../../shared/resolve/well-known-document.ts";
import {
  clientPlace,
  judgeClient,
  type ClientLook,
  type ClientPlace,
} from "../../shared/verify/client.ts";
import { furtherQuestions } from "../../shared/verify/further-questions.ts";
import { lookAt } from "../../shared/verify/look-at.ts";
import { TODAY, type Look } from "../../shared/verify/look.ts";
import { makeReport, type CheckReport } from "../../shared/verify/report.ts";
import type { Network, Ports } from "./ports.ts";

export type { CheckReport } from "../../shared/verify/report.ts";

/** What a check is asked for. */
export interface CheckOptions {
  /** Eras that must reach the server beside today's: those that the user named, or that a plan promised. */
  readonly audience: readonly Era[];
  /** Also find out where people log in. */
  readonly client: boolean;
  /** Version of the own Synapse, for the outbound side; null where not known. */
  readonly ownVersion: string | null;
  /** The moment that dates are judged at (`--now`); absent or null: the clock's. */
  readonly now?: Instant | null;
}

/** Targets and addresses of one route that are looked at; no honest server has more. */
const MAX_TARGETS = 4;
const MAX_ADDRESSES = 8;

/**
 * Looks at a name from outside as peers of every era do, and judges it. Every question is asked once;
 * whatever can be asked before the last answer is in goes out at the same time.
 */
export async function checkFederation(
  ports: Pick<Ports, "network" | "clock">,
  name: ServerName,
  options: CheckOptions,
): Promise<CheckReport> {
  const { network } = ports;
  const now = options.now ?? ports.clock.now();
  const book = openBook(network);
  askAhead(book.ask, name, now);
  const clientLook = options.client
    ? lookAtClient(network, book.ask, name, now)
    : Promise.resolve(null);
  const routes = Promise.all(ERAS.map((era) => followRoute(book.ask, era, name, now)));
  const [client] = await Promise.all([clientLook, routes]);
  const isRerouted = network.isRerouted ?? false;
  const look = (): Look =>
    lookAt(name, book.observe, { now, audience: options.audience, isRerouted });
  await Promise.all(furtherQuestions(look()).map((query) => book.ask(query)));
  return makeReport(look(), client, options.ownVersion);
}

interface Book {
  readonly ask: ObserveLive;
  readonly observe: Observe;
}

/** Asks the network, nothing twice, and keeps the answers for those who judge. */
function openBook(network: Network): Book {
  const known = new Map<string, Observation>();
  const ask: ObserveLive = rememberLive(async (query) => {
    const answer = await network.observe(query);
    known.set(queryKey(query), answer);
    return answer;
  });
  const observe: Observe = (query) => asAnswerTo(query, known.get(queryKey(query)) ?? UNTOLD);
  return { ask, observe };
}

async function followRoute(
  ask: ObserveLive,
  era: Era,
  name: ServerName,
  now: number,
): Promise<void> {
  const route = await driveLive(ask, resolve(era, name, now));
  const { sni, hostHeader } = route;
  const queries = route.targets
    .slice(0, MAX_TARGETS)
    .flatMap(({ addresses, port }) =>
      addresses
        .slice(0, MAX_ADDRESSES)
        .map((address) => ask({ ask: "endpoint", address, port, sni, hostHeader })),
    );
  await Promise.all(queries);
}

/** Questions that some era will ask later anyway; asked now they cost no round trip of their own. */
function askAhead(ask: ObserveLive, name: ServerName, now: number): void {
  if (name.kind !== "dns") return;
  forget(ask({ ask: "addresses", host: name.host }));
  if (name.port !== null) return;
  askSrvAhead(ask, name.host);
  forget(followFile(ask, name, now));
}

async function followFile(ask: ObserveLive, name: ServerName, now: number): Promise<void> {
  const seen = await ask({ ask: "well-known", host: name.host, file: "server" });
  const judged = seen.kind === "well-known" ? judgeWellKnown(TODAY, seen, now) : null;
  if (judged?.kind !== "delegates" || judged.to.kind !== "dns") return;
  forget(ask({ ask: "addresses", host: judged.to.host }));
  if (judged.to.port === null) askSrvAhead(ask, judged.to.host);
}

function askSrvAhead(ask: ObserveLive, name: string): void {
  forget(ask({ ask: "srv", service: "_matrix-fed._tcp", name }));
  forget(ask({ ask: "srv", service: "_matrix._tcp", name }));
}

/** Nobody waits for this here; whoever asks the same gets the same answer, and the same failure. */
function forget(question: Promise<unknown>): void {
  question.catch(() => {});
}

async function lookAtClient(
  network: Network,
  ask: ObserveLive,
  name: ServerName,
  now: number,
): Promise<ClientLook> {
  const isNamed = name.kind === "dns";
  const seen = isNamed ? await ask({ ask: "well-known", host: name.host, file: "client" }) : null;
  const place = clientPlace(name, seen?.kind === "well-known" ? seen : null);
  const look = await lookAtPlace(network, place, now);
  if (look.proven || place.discovered) return look;
  const beside = await lookBeside(network, ask, name, now);
  return beside?.proven === true ? beside : look;
}

/** Where the name itself answers no client, the endpoint that other servers reach mostly does. */
async function lookBeside(
  network: Network,
  ask: ObserveLive,
  name: ServerName,
  now: number,
): Promise<ClientLook | null> {
  const route = await driveLive(ask, resolve(TODAY, name, now));
  const target = route.targets[0];
  if (target === undefined) return null;
  const url = `https://${formatHostPort(route.sni ?? target.host, target.port)}`;
  return lookAtPlace(network, { url, discovered: false, cors: null }, now);
}

async function lookAtPlace(network: Network, place: ClientPlace, now: number): Promise<ClientLook> {
  const answer = await network.fetchVerified(`${place.url}/_matrix/client/versions`, now);
  if (answer.kind === "failed") return judgeClient(place, null, answer.why);
  const isGood = answer.status === 200;
  return judgeClient(place, isGood ? answer.body : null, isGood ? null : String(answer.status));
}
