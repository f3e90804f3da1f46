import { z } from "zod";
import { CheckDocument } from "./check-document.ts";
import { BareDocument, envelope } from "./envelope.ts";
import { ErasDocument } from "./eras-document.ts";
import { FaqDocument } from "./faq-document.ts";
import { LookDocument } from "./look-document.ts";
import { PlanDocument, QuestionsDocument } from "./plan-documents.ts";
import {
  HistoryDocument,
  PracticeDocument,
  ReceiptDocument,
  RenewDocument,
  RunDocument,
  UndoDocument,
} from "./run-documents.ts";
import { UpgradeDocument } from "./upgrade-document.ts";

const SchemaDocument = z.looseObject({ ...envelope, schema: z.looseObject({}) });
/** Its first line, `{"url": …}`, comes when it begins; this is the last. */
const ServeDocument = z.looseObject(envelope);
const HelpDocument = z.looseObject({ ...envelope, help: z.string() });
const VersionDocument = z.looseObject(envelope);

/**
 * The document of each command on success. A command that could not begin gives a `problem`
 * document: the envelope alone.
 */
export const DOCUMENTS = {
  look: LookDocument,
  questions: QuestionsDocument,
  plan: PlanDocument,
  eras: ErasDocument,
  faq: FaqDocument,
  apply: RunDocument,
  resume: RunDocument,
  undo: UndoDocument,
  check: CheckDocument,
  renew: RenewDocument,
  upgrade: UpgradeDocument,
  history: HistoryDocument,
  receipt: ReceiptDocument,
  practice: PracticeDocument,
  serve: ServeDocument,
  schema: SchemaDocument,
  version: VersionDocument,
  help: HelpDocument,
  problem: BareDocument,
} as const satisfies { readonly [name: string]: z.ZodType };

/** The name of a document. */
export type DocumentName = keyof typeof DOCUMENTS;

/** Tells whether there is a document of that name. */
export function isDocument(name: string): name is DocumentName {
  return Object.hasOwn(DOCUMENTS, name);
}

/** The JSON Schema (draft 2020-12) of a document, or of all by their names. */
export function jsonSchema(name: DocumentName | null): { readonly [key: string]: unknown } {
  if (name !== null) return { title: name, ...z.toJSONSchema(DOCUMENTS[name]) };
  const each = Object.keys(DOCUMENTS).filter(isDocument);
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $defs: Object.fromEntries(
      each.map((document) => [document, z.toJSONSchema(DOCUMENTS[document])]),
    ),
    anyOf: each.map((document) => ({ $ref: `#/$defs/${document}` })),
  };
}
