import { domainToASCII } from "node:url";
import { ok, refuse, type Result } from "../../shared/domain/result.ts";
import {
  parseServerName,
  type NameRefusal,
  type ServerName,
} from "../../shared/domain/server-name.ts";
import { problem, type Problem } from "../../shared/problems/problem.ts";

/** A name as it was read, with what is worth saying about how it was read. */
export interface NameRead {
  readonly name: ServerName;
  readonly warnings: readonly Problem[];
}

/**
 * Reads a server name that a person typed (`cli.md`, last paragraph); contacts nothing. A name in
 * other letters is read in its xn-- form with a warning, upper case is kept with a warning. The
 * refusal carries what was probably meant. The grammar of the specification stands before any conversion,
 * so that `domainToASCII` never turns a number or a full-width digit into an address.
 */
export function readName(text: string): Result<NameRead, NameRefusal> {
  const plain = parseServerName(text);
  if (plain.ok) return ok({ name: plain.value, warnings: upperCase(plain.value) });
  if (plain.error.why !== "character") return plain;
  return readInternational(text) ?? plain;
}

function readInternational(text: string): Result<NameRead, NameRefusal> | null {
  const parts = /^([^:[\]]+)(:[0-9]+)?$/.exec(text);
  const given = parts?.[1];
  if (given === undefined || !isInternational(given)) return null;
  const ascii = domainToASCII(given.normalize("NFC"));
  if (!ascii.split(".").some((label) => label.startsWith("xn--"))) return null;
  const read = parseServerName(ascii + (parts?.[2] ?? ""));
  if (!read.ok) return refuse(read.error);
  if (read.value.kind !== "dns") return null;
  const warning = problem(
    "name-idn",
    { given: text, name: read.value.text },
    { severity: "warning" },
  );
  return ok({ name: read.value, warnings: [warning] });
}

/** Letters, marks and numbers of any script, with hyphens, in labels; at least one is not ASCII. */
function isInternational(host: string): boolean {
  const labels = host.split(".");
  const fits = labels.every((label) => /^[\p{L}\p{M}\p{N}\u00b7-]{1,63}$/u.test(label));
  return fits && /[^\u0000-\u007f]/.test(host);
}

function upperCase(name: ServerName): readonly Problem[] {
  if (name.kind !== "dns" || !/[A-Z]/.test(name.host)) return [];
  const data = { name: name.text, lower: name.text.toLowerCase() };
  return [problem("name-upper-case", data, { severity: "warning" })];
}
