/** What a practice CA can be made to do wrong. */
export type AcmeFault =
  /** Refuses new orders with 429 and `Retry-After` in seconds. */
  | { readonly kind: "rate-limit"; readonly retryAfter: number }
  /** Rejects the next `times` nonces, good as they are. */
  | { readonly kind: "bad-nonce"; readonly times: number }
  /** Judges every challenge for the name as failed. */
  | { readonly kind: "invalid"; readonly name: string }
  /** Takes orders and then does not sign them. */
  | { readonly kind: "order-invalid" }
  /** Answers everything but the directory with 500. */
  | { readonly kind: "broken" };

/** An error of RFC 8555 section 6.7 on its way to the client. */
export class AcmeError extends Error {
  override readonly name = "AcmeError";
  readonly type: string;
  readonly status: number;
  readonly retryAfter: number | null;
  constructor(type: string, status: number, detail: string, retryAfter: number | null = null) {
    super(detail);
    this.type = type;
    this.status = status;
    this.retryAfter = retryAfter;
  }

  /** The problem document (RFC 7807). */
  document(): { readonly type: string; readonly detail: string; readonly status: number } {
    return {
      type: `urn:ietf:params:acme:error:${this.type}`,
      detail: this.message,
      status: this.status,
    };
  }
}
