import { closeSync, openSync, readSync } from "node:fs";
import { problem, type Problem } from "../../shared/problems/problem.ts";

/** What kind of key a file holds that cannot be used, so that the next step can be named. */
type KeyForm = "putty" | "pkcs8" | "public" | "security-key" | "unknown";

/** Bytes that tell what a file is. */
const BEGINNING = 4096;

/** The problem of a key that cannot be used; `path` null: it came as text. */
export function keyUnsupported(text: Buffer, path: string | null): Problem {
  const form = formOf(text);
  if (path === null) return problem("key-unsupported", { form });
  if (form !== "public") return problem("key-unsupported", { path, form });
  const beside = path.endsWith(".pub") ? path.slice(0, -4) : null;
  return problem("key-public", { path, beside });
}

/** The problem of a file that was named as a private key and holds none; null where it does, or cannot be read. */
export function mistakenFor(path: string): Problem | null {
  const text = beginningOf(path);
  if (text === null) return null;
  const isPrivate = /PRIVATE KEY-----|^PuTTY-User-Key-File/.test(text.toString("latin1"));
  return isPrivate ? null : keyUnsupported(text, path);
}

function formOf(text: Buffer): KeyForm {
  const start = text.subarray(0, BEGINNING).toString("latin1");
  if (start.startsWith("PuTTY-User-Key-File")) return "putty";
  if (/-----BEGIN (ENCRYPTED )?PRIVATE KEY-----/.test(start)) return "pkcs8";
  if (/^(ssh-|ecdsa-|sk-)/.test(start)) return "public";
  if (/-----BEGIN OPENSSH PRIVATE KEY-----/.test(start)) return "security-key";
  return "unknown";
}

function beginningOf(path: string): Buffer | null {
  try {
    const descriptor = openSync(path, "r");
    try {
      const buffer = Buffer.alloc(BEGINNING);
      return buffer.subarray(0, readSync(descriptor, buffer, 0, BEGINNING, 0));
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return null;
  }
}
