/** The blank keys of one document. */
export type Blank = { readonly [key: string]: number | true | object | null };

const RUN = {
  run: null,
  digest: null,
  outcome: null,
  preflight: [],
  steps: [],
  waiting: null,
  certificate: null,
  report: null,
  login: null,
  undo: null,
  roundTrips: null,
  receipt: null,
} as const;

/**
 * What the keys of each document hold where its command could not begin (bad usage, bad input, a
 * refused login, a bug): every document has the keys of its command, also on failure (`cli.md`).
 * Null where a document is never without a value otherwise.
 */
export const BLANKS = {
  look: { facts: {}, host: null, roundTrips: 0 },
  questions: { open: [], moot: [] },
  plan: {
    digest: null,
    recommended: null,
    delegation: null,
    certificate: null,
    publish: null,
    steps: [],
    alternatives: [],
    eras: null,
    faq: null,
    refusal: null,
  },
  eras: { eras: null },
  faq: { faq: {} },
  apply: RUN,
  resume: RUN,
  undo: { run: null, digest: null, outcome: null, restored: [], irreversible: [] },
  check: {
    verdict: null,
    eras: null,
    addresses: [],
    wellKnown: null,
    srv: [],
    outbound: null,
    client: null,
    cacheSeconds: null,
  },
  renew: { ...RUN, renewal: null },
  upgrade: { from: null, to: null, database: null, hops: [], lint: [], timeline: [] },
  history: { runs: [] },
  receipt: { receipt: null },
  practice: { practice: true, journeys: [] },
  serve: {},
  schema: { schema: null },
  version: {},
  help: { help: null },
  problem: {},
} as const satisfies { readonly [name: string]: Blank };
