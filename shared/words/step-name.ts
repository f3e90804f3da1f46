/** What turns codes into texts. */
interface Voice {
  readonly sayCode: (
    group: string,
    code: string,
    values?: { readonly [key: string]: string },
  ) => string;
}

/** Steps whose ids name what they are about: a port, a DNS record, or a web server. */
const FAMILIES = [
  [/^open-port-(?<port>\d+)$/, "open-port"],
  [/^ask-record-/, "ask-record"],
  [/^ask-remove-/, "ask-remove"],
  [/^remove-/, "remove-record"],
  [/^record-/, "set-record"],
  [/^reload-/, "reload"],
] as const;

/**
 * What a step does, for people, by its id; by its kind where the id is none that has words; else the id.
 * A certificate that the person brings is no order of ours, so `who` (whose step it is) tells it apart.
 */
export function stepName(
  id: string,
  kind: string | null,
  speak: Voice,
  who: string | null = null,
): string {
  if (kind === "obtain-certificate" && who === "you")
    return speak.sayCode("wizard.step", "own-certificate");
  const own = speak.sayCode("wizard.step-id", id);
  if (own !== id) return own;
  for (const [form, name] of FAMILIES) {
    const found = form.exec(id);
    if (found !== null) return speak.sayCode("stepFamilies", name, { ...found.groups });
  }
  return kind === null ? id : speak.sayCode("steps", kind);
}

/** The name of the step that an event or a line of a journal speaks of, with what its data tell of the step. */
export function stepNameOf(
  step: string,
  { kind, who }: { readonly [key: string]: unknown },
  speak: Voice,
): string {
  return stepName(step, textOf(kind), speak, textOf(who));
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
