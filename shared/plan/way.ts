import type { DelegationMethod } from "./plan.ts";

/**
 * What becomes of the file on the name's website: `left`, for there is none, or peers pass it over;
 * `kept`, for it leads this way; `believed-again`, for it does so once the website's certificate is
 * renewed; `written`; `retired`, so that peers look at records and at the name itself.
 */
export type FileUse = "left" | "kept" | "believed-again" | "written" | "retired";

/** One way to lead peers to the homeserver: a point in the space that a refusal has to rule out. */
export interface Way {
  readonly method: DelegationMethod;
  /** Host that peers are led to. */
  readonly delegatedName: string;
  /** Host whose addresses peers connect to; another one only behind an SRV record. */
  readonly connectHost: string;
  readonly port: number;
  /** Name that the certificate there must carry. */
  readonly certificateName: string;
  readonly hostHeader: string;
  readonly file: FileUse;
  /**
   * Which address records may be changed so that the name leads to the host: none, those of a name that
   * leads elsewhere or nowhere, or strays beside the host's own as well.
   */
  readonly moves: "nothing" | "elsewhere" | "strays";
  /** Every address must serve; otherwise one is enough. */
  readonly strict: boolean;
}
