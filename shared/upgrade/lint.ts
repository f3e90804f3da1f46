import { isBefore } from "../plan/versions.ts";
import { acmeBlock, retiredKeys } from "./lint-retired.ts";
import { hunksOf, type Edit } from "./edit.ts";
import { bindPort } from "./lint-bind-port.ts";
import { appServiceFiles, noTls, tcpReplication, webclientResource } from "./lint-listeners.ts";
import {
  emailDelegate,
  emailSender,
  emailSurroundings,
  openRegistration,
  trustIdentityUnderEmail,
} from "./lint-accounts.ts";
import { doubledKeys, shadowedKeys } from "./lint-files.ts";
import { misshapenKeys, missingKeys } from "./lint-missing.ts";
import type { Config, Draft, Rule, Span } from "./lint-rule.ts";
import { customCaList, perspectives, verifyCertificates } from "./lint-trust.ts";
import type { ConfigFile } from "./read-config.ts";
import type { LintFinding } from "./upgrade.ts";
import { word } from "./word.ts";

/** The versions that a configuration has to get through. */
export interface LintRoad {
  readonly from: string;
  readonly to: string;
  /** In order, `to` last; where nothing is upgraded, `to` alone. */
  readonly stops: readonly string[];
}

const RULES: readonly Rule[] = [
  missingKeys,
  misshapenKeys,
  webclientResource,
  tcpReplication,
  noTls,
  bindPort,
  appServiceFiles,
  retiredKeys,
  acmeBlock,
  perspectives,
  verifyCertificates,
  customCaList,
  emailDelegate,
  trustIdentityUnderEmail,
  emailSender,
  emailSurroundings,
  openRegistration,
];

/** Merges files as Synapse does: shallowly, each top-level key from the last file that has it. */
export function mergeConfig(main: ConfigFile, further: readonly ConfigFile[]): Config {
  const files = [main, ...further];
  return { files, main, entries: new Map(files.flatMap((file) => [...file.entries])) };
}

/**
 * Tells which lines of a configuration stop Synapse, mean something else or nothing on the road, in the
 * order of files and lines. A line counts as fatal where any stop of the road would not start with it.
 */
export function lintConfig(config: Config, road: LintRoad): readonly LintFinding[] {
  const order = new Map(config.files.map((file, at) => [file.path, at]));
  const place = ({ file, line }: Draft): number => (order.get(file) ?? 0) * 1e7 + line;
  const own = RULES.flatMap((rule) => rule(config)).filter(isTold);
  const edits = editsOf(own);
  const drafts = [...own, ...doubledKeys(config, edits), ...shadowedKeys(config, edits)];
  const hunks = hunksOf(editsOf(drafts));
  return drafts
    .toSorted((a, b) => place(a) - place(b))
    .flatMap((draft) => judged(draft, road, hunks));

  function isTold({ spans }: Draft): boolean {
    return (spanOn(spans, road)?.class ?? "quiet") !== "quiet";
  }
}

function editsOf(drafts: readonly Draft[]): readonly Edit[] {
  return drafts.flatMap(({ edit }) => edit ?? []);
}

function judged(
  draft: Draft,
  road: LintRoad,
  hunks: ReadonlyMap<Edit, string>,
): readonly LintFinding[] {
  const span = spanOn(draft.spans, road);
  if (span === null || span.class === "quiet") return [];
  const { file, line, key, data } = draft;
  const edit = draft.edit === null ? null : (hunks.get(draft.edit) ?? null);
  const told = { ...data, since: span.since, to: road.to, key };
  return [
    { file, line, key, class: span.class, since: span.since, edit, why: word(span.why, told) },
  ];
}

/** Fatal at a stop before all, then a danger that is passed, then how it stands at the end. */
function spanOn(spans: readonly Span[], { from, to, stops }: LintRoad): Span | null {
  const atStops = stops.map((stop) => spanAt(spans, stop));
  const fatal = atStops.find((each) => each?.class === "fatal");
  if (fatal) return fatal;
  const passed = spans.find(
    (each, at) => each.crossed === true && !isBefore(to, each.since) && isStillAhead(spans[at + 1]),
  );
  return passed ?? spanAt(spans, to);

  function isStillAhead(next: Span | undefined): boolean {
    return next === undefined || isBefore(from, next.since);
  }
}

function spanAt(spans: readonly Span[], version: string): Span | null {
  return spans.findLast((each) => !isBefore(version, each.since)) ?? null;
}
