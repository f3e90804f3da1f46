import { z } from "zod";
import { BLANKS, type Blank } from "./blank-documents.ts";
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
 * The document of each command on success. One that could not begin gives the same keys, blank
 * (`blank-documents.ts`). `problem` is the document of a command line that names no command: the
 * envelope alone.
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

/**
 * The JSON Schema (draft 2020-12) of a document, or of all by their names. It also fits the document of
 * a command that could not begin, whose keys are blank.
 */
export function jsonSchema(name: DocumentName | null): { readonly [key: string]: unknown } {
  if (name !== null) return { title: name, ...schemaOf(name) };
  const each = Object.keys(DOCUMENTS).filter(isDocument);
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $defs: Object.fromEntries(each.map((document) => [document, schemaOf(document)])),
    anyOf: each.map((document) => ({ $ref: `#/$defs/${document}` })),
  };
}

function schemaOf(name: DocumentName): { readonly [key: string]: unknown } {
  const { properties = {}, ...schema } = z.toJSONSchema(DOCUMENTS[name]);
  const blank: Blank = BLANKS[name];
  const known = Object.entries(properties).map(([key, property]) => [
    key,
    blank[key] === null ? orNull(property) : property,
  ]);
  return { ...schema, properties: Object.fromEntries(known) };
}

/** Null where the command could not begin. */
function orNull(property: unknown): unknown {
  const isNullable = NullableProperty.safeParse(property).success;
  return isNullable ? property : { anyOf: [property, { type: "null" }] };
}

const NullableProperty = z.object({
  anyOf: z.array(z.looseObject({})).refine((any) => any.some(({ type }) => type === "null")),
});
