import { z } from "zod";
import type { HostOperations, OperationName } from "./host-operations.ts";

/** The arguments of an operation in the order in which they stand on the command line, after its name. */
interface InputWire<N extends OperationName> {
  readonly words: readonly string[];
  /** The key whose text travels on standard input; its SHA-256 (hex) is the last argument. */
  readonly content: string | null;
  readonly schema: z.ZodType<HostOperations[N]["input"]>;
}

const run = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/);
const nonce = absent(z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9_-]{0,63}$/));
const takeOver = absent(z.union([z.boolean(), z.enum(["true", "false"]).transform(isTrue)]));
const computer = absent(z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/));
const path = z.string().max(4000).refine(isPlainPath);
const unit = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9@._:-]{0,199}$/);
const user = z.string().regex(/^[a-z_][a-z0-9_.-]{0,31}\$?(:[a-z_][a-z0-9_.-]{0,31})?$/);
const number = z.coerce.number().int().min(0).max(1_000_000);
const port = z.coerce.number().int().min(1).max(65535);
const token = z.string().regex(/^[A-Za-z0-9_-]{1,128}$/);
const certificateName = z.string().regex(/^(\*\.)?[A-Za-z0-9.:-]{1,253}$/);
const hostHeader = z.string().regex(/^[A-Za-z0-9.:[\]_-]{1,300}$/);
const httpPath = z.string().regex(/^\/[!-~]{0,500}$/);
const step = z.string().regex(/^[A-Za-z0-9._:/-]{1,128}$/);
const hash = z.string().regex(/^[A-Za-z0-9:+/=_-]{0,128}$/);
const challenge = { run, by: z.enum(["web-server", "responder"]), token };
/** A note of the host's journal. */
export const NOTE_SCHEMA = z.object({ step, event: z.enum(["started", "done", "undone"]), hash });

/** Absolute, without `.`, `..`, empty parts, a final slash or control characters. */
function isPlainPath(text: string): boolean {
  if (!/^\/[^\u0000-\u001f\u007f]+$/.test(text)) return false;
  return text
    .slice(1)
    .split("/")
    .every((part) => part !== "" && part !== "." && part !== "..");
}

/** Every operation's arguments. Complete by type. */
export const INPUT_WIRES: { readonly [N in OperationName]: InputWire<N> } = {
  survey: wire(["serverName"], { serverName: z.string().regex(/^[A-Za-z0-9.:[\]-]{1,255}$/) }),
  "read-file": wire(["path"], { path }),
  stat: wire(["path"], { path }),
  lock: wire(["run", "nonce", "takeOver", "computer"], { run, nonce, takeOver, computer }),
  unlock: wire(["run", "nonce"], { run, nonce }),
  backup: wire(["run", "path"], { run, path }),
  "write-file": wire(
    ["run", "path", "mode", "owner"],
    {
      run,
      path,
      content: z.string().max(1_048_576),
      mode: z.string().regex(/^0[0-7]{3}$/),
      owner: user,
    },
    "content",
  ),
  restore: wire(["run", "path"], { run, path }),
  "order-key": wire(["run", "path", "keyType", "names"], {
    run,
    path,
    names: list(certificateName, 100),
    keyType: z.enum(["ec256", "ec384", "rsa2048"]),
  }),
  "install-certificate": wire(
    ["run", "path", "reader"],
    { run, path, chain: z.string().max(200_000), reader: nullable(user) },
    "chain",
  ),
  "challenge-start": wire(["run", "by", "token", "keyAuthorization"], {
    ...challenge,
    keyAuthorization: z.string().regex(/^[A-Za-z0-9_.-]{3,300}$/),
  }),
  "challenge-stop": wire(["run", "by", "token"], challenge),
  "test-config": wire(["service"], { service: z.enum(["synapse", "nginx"]) }),
  "service-state": wire(["unit"], { unit }),
  "control-service": wire(["unit", "action"], {
    unit,
    action: z.enum(["start", "restart", "reload", "hup", "stop", "start-no-wait"]),
  }),
  "wait-listening": wire(["unit", "seconds", "ports"], {
    unit,
    ports: list(port, 50),
    seconds: number,
  }),
  "set-debconf-name": wire(["run", "serverName"], {
    run,
    serverName: nullable(z.string().regex(/^[A-Za-z0-9.:[\]-]{1,255}$/)),
  }),
  note: wire(["run", "entry"], { run, entry: z.preprocess(noteOf, NOTE_SCHEMA) }),
  "read-notes": wire(["run"], { run }),
  "fetch-local": wire(["port", "path", "hostHeader"], { port, path: httpPath, hostHeader }),
  tidy: wire(["run"], { run }),
};

/** A note as one word of the command line: `EVENT STEP HASH`. */
function noteOf(value: unknown): unknown {
  if (typeof value !== "string") return value;
  const [event, noted, hashed = ""] = value.split(" ");
  return { event, step: noted, hash: hashed };
}

function wire<N extends OperationName>(
  words: readonly string[],
  shape: { readonly [key: string]: z.ZodType },
  content: string | null = null,
): InputWire<N> {
  return {
    words,
    content,
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the shape beside each name says it
    schema: z.object(shape) as unknown as z.ZodType<HostOperations[N]["input"]>,
  };
}

/** A list is one word, its members joined by commas. */
function list<T>(member: z.ZodType<T>, most: number): z.ZodType {
  return z.preprocess(membersOf, z.array(member).max(most));
}

function membersOf(value: unknown): unknown {
  return typeof value === "string" ? value.split(",").filter((each) => each !== "") : value;
}

/** An absent value is the word `-` too. */
function absent<T>(inner: z.ZodType<T>): z.ZodType {
  return z.preprocess((value) => (value === "-" ? undefined : value), inner.optional()).optional();
}

function isTrue(word: string): boolean {
  return word === "true";
}

/** Null is the word `-`. */
function nullable<T>(inner: z.ZodType<T>): z.ZodType {
  return z.preprocess((value) => (value === "-" ? null : value), z.union([z.null(), inner]));
}
