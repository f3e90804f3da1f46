import { canonicalAddress } from "../../../shared/domain/ip-address.ts";
import { ok, refuse, type Result } from "../../../shared/domain/result.ts";
import { parseServerName, type ServerName } from "../../../shared/domain/server-name.ts";
import { parseWorld } from "../../../shared/facts/world-file.ts";
import { withServer } from "../../../shared/facts/world-server.ts";
import type { World } from "../../../shared/facts/world-types.ts";

/** Names and addresses of one world's own, so that all worlds live in one network at once. */
export interface Place {
  /** The world's DNS name: `ID.example`. */
  readonly name: string;
  /** A name below it: `LABEL.ID.example`. */
  readonly at: (label: string) => string;
  /** The world's N-th IPv4 address. */
  readonly v4: (n: number) => string;
  /** The world's N-th IPv6 address. */
  readonly v6: (n: number) => string;
}

/** A world before it has its number. `file` is in the form of a world file (the command-line contract). */
export interface Sketch {
  readonly id: string;
  readonly title: string;
  readonly file: (place: Place) => WorldFile;
  /** The server name that is asked for; the world's DNS name unless said. */
  readonly ask?: (place: Place) => string;
  /** Names outside of the world's own that a peer may ask for because of what it misreads. */
  readonly strays?: readonly string[];
  /** How often each version tries: 2 where the first try only waits (the contract judges a second try). */
  readonly tries?: 1 | 2;
}

/** A world file's JSON, before it was read. */
export interface WorldFile {
  readonly dns?: Readonly<Record<string, unknown>>;
  readonly https?: Readonly<Record<string, unknown>>;
  readonly endpoints?: Readonly<Record<string, unknown>>;
}

/** A world of the museum: the file, and the world that is read from it. */
export interface MuseumWorld {
  readonly id: string;
  readonly title: string;
  readonly name: ServerName;
  readonly file: WorldFile;
  readonly world: World;
  readonly tries: 1 | 2;
  /** Whether a DNS name belongs to this world. */
  readonly ownsName: (name: string) => boolean;
  /** Whether an address belongs to this world. */
  readonly ownsAddress: (address: string) => boolean;
}

/** Gives a sketch its number (from 1), and so its addresses; refuses what `parseWorld` refuses. */
export function place(sketch: Sketch, number: number): Result<MuseumWorld, string> {
  const own: Place = {
    name: `${sketch.id}.example`,
    at: (label) => `${label}.${sketch.id}.example`,
    v4: (n) => `198.18.${number}.${n}`,
    v6: (n) => `2001:db8:18:${number.toString(16)}::${n}`,
  };
  const file = sketch.file(own);
  const asked = sketch.ask?.(own) ?? own.name;
  const [name, parsed] = [parseServerName(asked), parseWorld({ format: 1, ...file })];
  if (!name.ok) return refuse(`${sketch.id}: ${asked} is not a server name`);
  if (!parsed.ok) return refuse(`${sketch.id}: ${JSON.stringify(parsed.error.data)}`);
  const strays = new Set(sketch.strays ?? []);
  return ok({
    id: sketch.id,
    title: sketch.title,
    name: name.value,
    file,
    world: withServer(parsed.value, asked),
    tries: sketch.tries ?? 1,
    ownsName: (each) => owns(own, strays, each.toLowerCase()),
    ownsAddress: (address) => ownsAddress(own, address),
  });
}

function owns(own: Place, strays: ReadonlySet<string>, name: string): boolean {
  // what a peer makes of a strange m.server holds the name somewhere
  const isWithin = name === own.name || name.includes(`.${own.name}`) || strays.has(name);
  if (isWithin) return true;
  return ownsAddress(own, name.replace(/^_matrix(?:-fed)?\._tcp\./, ""));
}

function ownsAddress(own: Place, address: string): boolean {
  const plain = canonicalAddress(address);
  return plain.startsWith(own.v4(0).slice(0, -1)) || plain.startsWith(own.v6(0).slice(0, -1));
}

/** A certificate from the museum's public CA, unless `more` says otherwise. */
export function cert(covers: string | readonly string[], more: object = {}): object {
  return { names: [covers].flat(), ...more };
}

/** An open federation port whose homeserver is the world's, with such a certificate. */
export function homeserver(
  covers: string | readonly string[],
  more: object = {},
): { readonly certificate: object } {
  return { certificate: cert(covers, more) };
}

/** One SRV record. */
export function srv(target: string, port: number, priority = 10): object {
  return { priority, weight: 5, port, target };
}

/** A site that serves `page` as its well-known file. */
export function site(page: object, certificate?: object): Readonly<Record<string, object>> {
  return {
    ...(certificate === undefined ? {} : { certificate }),
    "/.well-known/matrix/server": page,
  };
}

/** A well-known file that names a server. */
export function names(server: unknown): object {
  return { status: 200, json: { "m.server": server } };
}
