import type { HostOperations, OperationName } from "../engine/host-operations.ts";
import { isOperationName, OUTPUT_WIRES, readInput, type Fields } from "../engine/host-wire.ts";
import { installCertificate, orderKey } from "./host-certificates.ts";
import { challengeStart, challengeStop } from "./host-challenge.ts";
import { setDebconfName } from "./host-debconf.ts";
import {
  backup,
  note,
  readFile,
  readNotes,
  restore,
  stat,
  tidy,
  writeFile,
} from "./host-file-operations.ts";
import { lock, unlock } from "./host-lock.ts";
import { Refused, type Machine } from "./host-machine.ts";
import {
  controlService,
  fetchLocal,
  serviceState,
  testConfig,
  waitListening,
} from "./host-service-operations.ts";
import { survey } from "./host-survey.ts";
import { sha256 } from "./host-tree.ts";

/** What a practice host prints for an operation, and its exit status. */
export interface Printed {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number;
}

type Perform<N extends OperationName> = (
  machine: Machine,
  input: HostOperations[N]["input"],
) => HostOperations[N]["output"] | Promise<HostOperations[N]["output"]>;

/** Every operation of the catalogue; complete by type. */
const PERFORM: { readonly [N in OperationName]: Perform<N> } = {
  survey,
  "read-file": readFile,
  stat,
  lock,
  unlock,
  backup,
  "write-file": writeFile,
  restore,
  "order-key": orderKey,
  "install-certificate": installCertificate,
  "challenge-start": challengeStart,
  "challenge-stop": challengeStop,
  "test-config": testConfig,
  "service-state": serviceState,
  "control-service": controlService,
  "wait-listening": waitListening,
  "set-debconf-name": setDebconfName,
  note,
  "read-notes": readNotes,
  "fetch-local": fetchLocal,
  tidy,
};

/** The SHA-256 of their content is their last word. */
const WITH_CONTENT: ReadonlySet<OperationName> = new Set(["write-file", "install-certificate"]);
const BEGIN = "\nhomeport-begin\n";
const END = "homeport-end\n";
const REFUSED = 65;

/** Answers an operation by its name, as the script of that name would. Nothing of the script is looked at. */
export async function answerOperation(
  machine: Machine,
  name: string,
  words: readonly string[],
  content: string,
): Promise<Printed> {
  if (!isOperationName(name)) return refusal("unknown-operation", name);
  const input = readInput(name, words, content);
  if (input === null) return refusal("bad-argument", name);
  const isCut = WITH_CONTENT.has(name) && words.at(-1) !== sha256(content);
  if (isCut) return refusal("content-cut", name);
  try {
    return await perform(machine, name, input);
  } catch (error) {
    if (error instanceof Refused) return refusal(error.code, error.detail);
    // A fault of practice itself must not look like a cut connection.
    return refusal("practice-fault", error instanceof Error ? error.message : String(error));
  }
}

async function perform<N extends OperationName>(
  machine: Machine,
  name: N,
  input: HostOperations[N]["input"],
): Promise<Printed> {
  const output = await PERFORM[name](machine, input);
  const stdout = `${BEGIN}${print(OUTPUT_WIRES[name].print(output))}${END}`;
  return { stdout, stderr: "", status: 0 };
}

function print(fields: Fields): string {
  return fields.map(([key, value]) => printField(key, value)).join("");
}

/** `KEY=TEXT` where the text is one plain line, else `KEY:BASE64`. */
function printField(key: string, value: string): string {
  if (/^[ -~]*$/.test(value)) return `${key}=${value}\n`;
  return `${key}:${Buffer.from(value).toString("base64")}\n`;
}

function refusal(code: string, detail: string): Printed {
  return { stdout: BEGIN, stderr: `homeport-refuse ${code} ${detail}\n`, status: REFUSED };
}
