/**
 * One point in the written-down space of plans that a refusal has to rule out: method × website × delegated
 * name × port × certificate names × place of the endpoint. The space holds the names that `cli.md`
 * gives as defaults (the targets of SRV records, `matrix.NAME`, NAME) and the ports in use, those of
 * SRV records, 443 where there is a proxy, 8448 and 8443. The place is the server's own addresses:
 * the name leads there already, or a record is added for it.
 */
export interface Candidate {
  readonly method: "none" | "present" | "well-known" | "well-known and srv" | "srv" | "short";
  readonly delegatedName: string;
  readonly port: number;
  /** Null: the certificate that is served there today. */
  readonly certificateNames: readonly string[] | null;
  /** What becomes of the website: its file is taken away, or its certificate renewed. */
  readonly website: "as it is" | "file removed" | "renewed";
  /** Addresses of the delegated name as they are, or records of ours in their place. */
  readonly place: "as it is" | "new records";
}
