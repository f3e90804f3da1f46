/** A line of the stubs' log: one connection; `request` is null where none came before its end. */
export interface StubLine {
  /** The asker's address. */
  readonly from: string;
  readonly address: string;
  readonly port: number;
  readonly sni: string | null;
  readonly request: { readonly host: string; readonly path: string } | null;
}
