import { z } from "zod";
import { Draft, type DraftChange } from "../../shared/api/wizard-parts.ts";
import type { WizardPorts, WorldKind } from "./wizard-ports.ts";

/** The drafts of both worlds, and which of them was open. */
const KeptDrafts = z.object({
  format: z.literal(1),
  open: z.enum(["real", "practice"]),
  real: Draft,
  practice: Draft,
});
/** The drafts of both worlds, and which of them was open. */
export type KeptDrafts = z.infer<typeof KeptDrafts>;

/** A draft before anything was entered. */
export const EMPTY_DRAFT: Draft = {
  station: "home",
  name: null,
  withHost: null,
  host: null,
  web: null,
  answers: {},
  page: {},
  run: null,
};

/** Reads what was kept; a damaged or missing file begins anew. */
export async function readDrafts({ drafts }: Pick<WizardPorts, "drafts">): Promise<KeptDrafts> {
  const kept = KeptDrafts.safeParse(await drafts.read());
  return kept.success
    ? kept.data
    : { format: 1, open: "real", real: EMPTY_DRAFT, practice: EMPTY_DRAFT };
}

/** The drafts with one world's changed. */
export function withDraft(kept: KeptDrafts, which: WorldKind, draft: Draft): KeptDrafts {
  return which === "real" ? { ...kept, real: draft } : { ...kept, practice: draft };
}

/** A draft after a change. Another name is another server: what was said of the old one goes. */
export function changeDraft(draft: Draft, change: DraftChange): Draft {
  const isOther = change.name !== undefined && change.name !== draft.name;
  const base = isOther ? { ...EMPTY_DRAFT, station: draft.station, page: draft.page } : draft;
  return { ...base, ...change };
}
