import type { Control, ProxyKind } from "../domain/control.ts";
import type { Era } from "../domain/era.ts";

/**
 * What a person said (`--answers`, `--set`, the interview). A key that is absent was not answered:
 * its default holds, which is `auto` unless `cli.md` names another. An answer wins over facts.
 */
export interface Answers {
  readonly audience?: readonly Era[];
  readonly web?: Control;
  readonly dns?: Control;
  readonly delegate?: "auto" | "none" | "well-known" | "srv";
  readonly delegatedName?: string;
  readonly port?: number;
  readonly proxy?: "auto" | ProxyKind;
  readonly certificate?: "acme" | "own" | "existing";
  readonly keepSrv?: "auto" | "yes" | "no";
  readonly clients?: "yes" | "no";
}

/** Eras that a plan promises to, unless the person says otherwise. */
export const DEFAULT_AUDIENCE: readonly Era[] = ["0.99", "1.0", "1.93"];
