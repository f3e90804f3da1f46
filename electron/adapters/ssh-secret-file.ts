import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { ok, refuse, type Result } from "../../shared/domain/result.ts";
import { problem, type Problem } from "../../shared/problems/problem.ts";

/** No secret that a person types or a key file holds is longer (bytes). */
const MAX_BYTES = 64 * 1024;

/**
 * Reads a secret's file: one that nobody but its owner (us or root) can read, `-` for standard input,
 * or `/dev/fd/N`. The permission is asked of the open file, so that it cannot be exchanged in between.
 * Problems name the option that the path came from.
 */
export function readSecretFile(path: string, option: string): Result<Buffer, Problem> {
  const given = path === "-" ? 0 : descriptorOf(path);
  let descriptor: number;
  try {
    descriptor = given ?? openSync(path, "r");
  } catch (error) {
    return refuse(problem("key-file-unreadable", { path, option }, { evidence: messageOf(error) }));
  }
  try {
    if (given === null && isOpenToOthers(descriptor))
      return refuse(problem("secret-file-open-to-others", { path, option }));
    return ok(readAll(descriptor));
  } catch (error) {
    return refuse(problem("key-file-unreadable", { path, option }, { evidence: messageOf(error) }));
  } finally {
    if (given === null) closeSync(descriptor);
  }
}

/** Gives the text of a secret's file without the line end that editors add. */
export type SecretReader = (path: string, option: string) => Result<string, Problem>;

/** A reader that reads each file once: standard input cannot be read again when a connection is opened anew. */
export function createSecretReader(): SecretReader {
  const read = new Map<string, Result<string, Problem>>();
  return (path, option) => {
    const known = read.get(path);
    if (known) return known;
    const fresh = readSecretFile(path, option);
    const text = fresh.ok ? ok(fresh.value.toString("utf8").replace(/\r?\n$/, "")) : fresh;
    read.set(path, text);
    return text;
  };
}

function descriptorOf(path: string): number | null {
  const number = /^\/dev\/fd\/([0-9]{1,4})$/.exec(path)?.[1];
  return number === undefined ? null : Number(number);
}

function isOpenToOthers(descriptor: number): boolean {
  if (process.platform === "win32") return false;
  const { mode, uid } = fstatSync(descriptor);
  return (mode & 0o077) !== 0 || (uid !== process.getuid?.() && uid !== 0);
}

function readAll(descriptor: number): Buffer {
  const buffer = Buffer.alloc(MAX_BYTES);
  let length = 0;
  while (length < MAX_BYTES) {
    const count = readSome(descriptor, buffer, length);
    if (count === 0) break;
    length += count;
  }
  return buffer.subarray(0, length);
}

/** A pipe that another program has not filled yet answers EAGAIN; it is asked again, at most for 30 s. */
function readSome(descriptor: number, buffer: Buffer, offset: number): number {
  for (let tries = 0; ; tries += 1) {
    try {
      return readSync(descriptor, buffer, offset, buffer.length - offset, null);
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : null;
      if (code === "EOF") return 0;
      if (code !== "EAGAIN" || tries > 600) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
    }
  }
}

function messageOf(error: unknown): string | null {
  return error instanceof Error ? error.message : null;
}
