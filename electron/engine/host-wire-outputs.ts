import { z } from "zod";
import type { HostNote, HostOperations, OperationName, StatEntry } from "./host-operations.ts";

/** What an operation prints: keys, in lower case and hyphens or dots, and their texts. A key may come more than once. */
export type Fields = readonly (readonly [key: string, value: string])[];

interface OutputWire<N extends OperationName> {
  /** Reads what came from a host; null where it is not what the operation promises. */
  read(fields: Fields): HostOperations[N]["output"] | null;
  /** The same as fields, for a host that is not reached through a shell. */
  print(output: HostOperations[N]["output"]): Fields;
}

const EVENTS = ["started", "done", "undone"] as const;

const text = z.string();
const flag = z.enum(["true", "false"]).transform((value) => value === "true");
const number = z
  .string()
  .regex(/^[0-9]{1,15}$/)
  .transform(Number);
const hex = z.string().regex(/^[0-9a-f]{64}$/);
const orNull = <T>(inner: z.ZodType<T>) => inner.optional().transform((value) => value ?? null);

const statShape = {
  kind: z.enum(["file", "folder", "link", "other"]),
  mode: z.string().regex(/^[0-7]{4}$/),
  owner: text,
  group: text,
  size: number,
  sha256: orNull(hex),
};

/** Every operation's result. Complete by type. */
export const OUTPUT_WIRES: { readonly [N in OperationName]: OutputWire<N> } = {
  survey: { read: readSections, print: ({ sections }) => Object.entries(sections) },
  "read-file": plain({ content: orNull(text) }),
  stat: { read: readStat, print: ({ entry }) => (entry === null ? [] : printPlain(entry)) },
  lock: plain({ taken: flag, holder: text, sameRun: flag, computer: text, ageSeconds: number }),
  unlock: nothing(),
  backup: plain({ existed: flag }),
  "write-file": plain({ sha256: hex, changed: flag }),
  restore: plain({
    sha256: orNull(hex),
    existed: flag,
    kept: z.enum(["file", "absent", "none"]),
    runKnown: flag,
  }),
  "order-key": plain({ csr: z.string().regex(/^-----BEGIN CERTIFICATE REQUEST-----\n/) }),
  "install-certificate": plain({
    fingerprint: z.string().regex(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/),
  }),
  "challenge-start": nothing(),
  "challenge-stop": nothing(),
  "test-config": plain({ passed: flag, output: text }),
  "service-state": plain({
    active: text,
    sub: text,
    enabled: flag,
    canReload: flag,
    mainPid: number,
  }),
  "control-service": plain({ accepted: flag, output: text }),
  "wait-listening": { read: readListening, print: printListening },
  "set-debconf-name": plain({ before: orNull(text) }),
  note: nothing(),
  "read-notes": {
    read: readNotes,
    print: ({ notes }) => notes.map((note) => ["note", printNote(note)]),
  },
  "fetch-local": plain({ status: number, body: text }),
  tidy: nothing(),
};

/** A note as one line: `EVENT STEP HASH`. */
export function printNote(note: HostNote): string {
  return `${note.event} ${note.step} ${note.hash}`;
}

function plain<N extends OperationName>(shape: {
  readonly [key: string]: z.ZodType;
}): OutputWire<N> {
  const schema = z.object(shape);
  return {
    read: (fields) => {
      const parsed = schema.safeParse(Object.fromEntries(fields));
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the shape beside each name says it
      return parsed.success ? (parsed.data as HostOperations[N]["output"]) : null;
    },
    print: (output) => printPlain(output),
  };
}

function nothing(): { read: (fields: Fields) => { done: true }; print: () => Fields } {
  return { read: () => ({ done: true }), print: () => [] };
}

function printPlain(output: object): Fields {
  return Object.entries(output).flatMap(([key, value]) =>
    value === null ? [] : [[key, String(value)] as const],
  );
}

function readSections(fields: Fields): HostOperations["survey"]["output"] {
  return { sections: Object.fromEntries(fields) };
}

function readStat(fields: Fields): { readonly entry: StatEntry | null } | null {
  if (fields.length === 0) return { entry: null };
  const parsed = z.object(statShape).safeParse(Object.fromEntries(fields));
  return parsed.success ? { entry: parsed.data } : null;
}

function readListening(fields: Fields): HostOperations["wait-listening"]["output"] | null {
  const ports = z.array(number).safeParse(valuesOf(fields, "listening"));
  const rest = z.object({ up: flag, log: text }).safeParse(Object.fromEntries(fields));
  return ports.success && rest.success ? { ...rest.data, listening: ports.data } : null;
}

function printListening({
  up,
  listening,
  log,
}: HostOperations["wait-listening"]["output"]): Fields {
  return [
    ["up", String(up)],
    ...listening.map((port) => ["listening", String(port)] as const),
    ["log", log],
  ];
}

/** A line that is no note of ours (a torn write, somebody's edit) is left out: only what we wrote is believed. */
function readNotes(fields: Fields): HostOperations["read-notes"]["output"] {
  const notes = valuesOf(fields, "note").flatMap((line): readonly HostNote[] => {
    const parts = /^([a-z]+) ([A-Za-z0-9._:/-]{1,128}) ([A-Za-z0-9:+/=_-]{0,128})$/.exec(line);
    const event = EVENTS.find((each) => each === parts?.[1]);
    return event === undefined ? [] : [{ event, step: parts?.[2] ?? "", hash: parts?.[3] ?? "" }];
  });
  return { notes };
}

function valuesOf(fields: Fields, key: string): readonly string[] {
  return fields.filter(([each]) => each === key).map(([, value]) => value);
}
