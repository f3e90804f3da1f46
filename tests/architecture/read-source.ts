import { posix } from "node:path";
import { parseSync } from "oxc-parser";
import { isNode, walk } from "./walk.ts";
import type { Node } from "./walk.ts";

/** One import of a module: a path inside the project, `node:…`, or the name of a package. */
export type Import = { readonly target: string; readonly typeOnly: boolean; readonly line: number };

/** Something with a name at a line; `lines` is its length. */
export type Piece = { readonly name: string; readonly line: number; readonly lines: number };

/**
 * An identifier, `object.property` of a plain member access, or `new It()`. `key` marks the name of a member
 * (`it.process`, `{ process: 1 }`), which is no use of a global of that name.
 */
export type Word = { readonly name: string; readonly line: number; readonly key: boolean };

/** What the rules look at in one source file. */
export type Source = {
  /** Path from the project's root, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  readonly imports: readonly Import[];
  /** Every function; one that is bound to no name is called `(anonymous)`. */
  readonly functions: readonly Piece[];
  readonly words: readonly Word[];
  readonly defaultExports: readonly number[];
  /** Exported declarations that no docstring stands above. */
  readonly undocumented: readonly Piece[];
};

/**
 * Reads one TypeScript file for the rules. `path` is relative to the project's root. Throws when
 * the text is not TypeScript: a file that cannot be read cannot be judged.
 */
export function readSource(path: string, text: string): Source {
  const parsed = parseSync(path, text);
  const error = parsed.errors[0];
  if (error !== undefined) throw new Error(`${path} cannot be parsed: ${error.message}`);
  const lineOf = lineCounter(text);
  const docstringEnds = parsed.comments
    .filter((comment) => comment.type === "Block" && comment.value.startsWith("*"))
    .map((comment) => comment.end);
  const documented = (start: number): boolean =>
    docstringEnds.some((end) => end <= start && text.slice(end, start).trim() === "");
  const found = collect(path, parsed.program, lineOf);
  return {
    path,
    text,
    lines: text.split("\n").length - (text.endsWith("\n") ? 1 : 0),
    ...found,
    undocumented: found.exported.filter((each) => !documented(each.start)),
  };
}

type Found = Pick<Source, "imports" | "functions" | "words" | "defaultExports"> & {
  readonly exported: readonly (Piece & { readonly start: number })[];
};

function collect(path: string, program: unknown, lineOf: (offset: number) => number): Found {
  const imports: Import[] = [];
  const functions: Piece[] = [];
  const words: Word[] = [];
  const defaultExports: number[] = [];
  const exported: (Piece & { start: number })[] = [];
  walk(program, (node, parent) => {
    const line = lineOf(node.start);
    const piece = (name: string): Piece => ({ name, line, lines: lineOf(node.end) - line + 1 });
    const request = requestOf(node);
    if (request !== undefined) {
      imports.push({ target: resolve(path, request), typeOnly: isTypeOnly(node), line });
    }
    if (isFunction(node)) functions.push(piece(nameOfFunction(node, parent)));
    const word = wordOf(node);
    if (word !== undefined) words.push({ name: word, line, key: isKey(node, parent) });
    if (node.type === "ExportDefaultDeclaration") defaultExports.push(line);
    if (node.type === "ExportNamedDeclaration" && isNode(node["declaration"])) {
      exported.push({ ...piece(nameOfDeclaration(node["declaration"])), start: node.start });
    }
  });
  return { imports, functions, words, defaultExports, exported };
}

/** The specifier of an import, a re-export, an `import()` or a type's `import("…")`. */
function requestOf(node: Node): string | undefined {
  const importing =
    /^(ImportDeclaration|ImportExpression|Export(Named|All)Declaration|TSImportType)$/;
  const source = importing.test(node.type) ? node["source"] : undefined;
  return isNode(source) && typeof source["value"] === "string" ? source["value"] : undefined;
}

function isTypeOnly(node: Node): boolean {
  if (node.type === "TSImportType") return true;
  if (node["importKind"] === "type" || node["exportKind"] === "type") return true;
  const specifiers = Array.isArray(node["specifiers"]) ? node["specifiers"].filter(isNode) : [];
  const kinds = specifiers.map((each) => each["importKind"] ?? each["exportKind"]);
  return kinds.length > 0 && kinds.every((kind) => kind === "type");
}

function resolve(path: string, request: string): string {
  if (request.startsWith(".")) return posix.normalize(posix.join(posix.dirname(path), request));
  if (request.startsWith("node:")) return request;
  return request
    .split("/")
    .slice(0, request.startsWith("@") ? 2 : 1)
    .join("/");
}

function isFunction(node: Node): boolean {
  if (!/^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type)) {
    return false;
  }
  return node["body"] !== null;
}

function nameOfFunction(node: Node, parent: Node | undefined): string {
  const candidates = [node["id"], parent?.["id"], parent?.["key"], parent?.["left"]];
  const named = candidates.filter(isNode).find((each) => typeof each["name"] === "string");
  return named === undefined ? "(anonymous)" : String(named["name"]);
}

function nameOfDeclaration(node: Node): string {
  const list: readonly unknown[] = Array.isArray(node["declarations"]) ? node["declarations"] : [];
  const first = list[0] ?? node;
  const id = isNode(first) ? first["id"] : undefined;
  return isNode(id) && typeof id["name"] === "string" ? id["name"] : node.type;
}

function wordOf(node: Node): string | undefined {
  if (node.type === "Identifier") return String(node["name"]);
  if (node.type === "NewExpression" && isNode(node["callee"])) {
    const bare = Array.isArray(node["arguments"]) && node["arguments"].length === 0;
    return bare ? `new ${String(node["callee"]["name"])}()` : undefined;
  }
  if (node.type !== "MemberExpression" || node["computed"] === true) return undefined;
  const { object, property } = node;
  if (!isNode(object) || !isNode(property)) return undefined;
  if (object.type !== "Identifier") return undefined;
  return `${String(object["name"])}.${String(property["name"])}`;
}

function isKey(node: Node, parent: Node | undefined): boolean {
  if (parent === undefined || parent["computed"] === true || parent["shorthand"] === true)
    return false;
  return parent["property"] === node || parent["key"] === node;
}

/** Turns an offset in the text into a line number from 1. */
function lineCounter(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return (offset) => {
    let [low, high] = [0, starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}
