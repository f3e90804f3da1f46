import { z } from "zod";
import { envelope } from "./envelope.ts";
import { ErasView, InboundEras, OutboundEras } from "./era-parts.ts";

/** The document of `eras`. `outbound` is absent where a world file is asked about another name than its own server's. */
export const ErasDocument = z.looseObject({
  ...envelope,
  eras: z.looseObject({
    inbound: InboundEras,
    outbound: OutboundEras.optional(),
    afterStep: z.record(z.string(), ErasView).optional(),
    end: ErasView.optional(),
  }),
});
/** The document of `eras`. */
export type ErasDocument = z.infer<typeof ErasDocument>;
