/** A directive of an nginx configuration; `block` is null where it ends in a semicolon. */
export interface Directive {
  readonly name: string;
  readonly args: readonly string[];
  readonly block: readonly Directive[] | null;
}

/** Why a text is no configuration, as `nginx -t` says it. */
export class NginxSyntaxError extends Error {
  override readonly name = "NginxSyntaxError";
}

type Token = { readonly sign: "{" | "}" | ";" } | { readonly word: string };

/** Reads the text of an nginx configuration file. Throws `NginxSyntaxError`. */
export function parseNginx(text: string): readonly Directive[] {
  const tokens = tokensOf(text);
  const { directives, next } = readBlock(tokens, 0);
  if (next < tokens.length) throw new NginxSyntaxError('unexpected "}"');
  return directives;
}

function readBlock(
  tokens: readonly Token[],
  from: number,
): { readonly directives: readonly Directive[]; readonly next: number } {
  const directives: Directive[] = [];
  let words: string[] = [];
  let at = from;
  for (; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined) break;
    if ("word" in token) {
      words.push(token.word);
      continue;
    }
    if (token.sign === "}") {
      if (words.length > 0) throw new NginxSyntaxError('unexpected "}"');
      return { directives, next: at };
    }
    const [name, ...args] = words;
    if (name === undefined) throw new NginxSyntaxError(`unexpected "${token.sign}"`);
    words = [];
    if (token.sign === ";") {
      directives.push({ name, args, block: null });
      continue;
    }
    const inner = readBlock(tokens, at + 1);
    if (inner.next >= tokens.length)
      throw new NginxSyntaxError('unexpected end of file, expecting "}"');
    directives.push({ name, args, block: inner.directives });
    at = inner.next;
  }
  if (words.length > 0) throw new NginxSyntaxError('unexpected end of file, expecting ";" or "}"');
  return { directives, next: at };
}

/** Quoted words, plain words, signs and comments, as nginx's own reader takes them. */
function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  const piece =
    /\s+|#[^\n]*|([{};])|"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'|((?:\\.|[^\s;{}"'\\])(?:\\.|\$\{[^}]*\}|[^\s;{\\])*)|(.)/gsu;
  for (const match of text.matchAll(piece)) {
    const [, sign, double, single, plain, odd] = match;
    if (sign === "{" || sign === "}" || sign === ";") tokens.push({ sign });
    else if (odd !== undefined) throw new NginxSyntaxError(`unexpected "${odd}"`);
    else {
      const word = double ?? single ?? plain;
      if (word !== undefined) tokens.push({ word: word.replace(/\\(["'\\])/g, "$1") });
    }
  }
  return tokens;
}
