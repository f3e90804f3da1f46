import { z } from "zod";
import type { SynapseListener } from "./host-seen.ts";

/** A listener as read; `fault`: what it says that could not be said again, as `listeners[AT].KEY`. */
export interface ListenerRead {
  readonly listener: SynapseListener | null;
  readonly fault: string | null;
}

const text = z.string().max(4096);
const names = z.union([z.array(text), text.transform((each) => [each])]);

/** Strict: a key that is not known here would be lost in a list of our own, which replaces this one. */
const listenerSchema = z.strictObject({
  port: z.coerce.number().int().min(1).max(65535),
  tls: z.boolean().nullish(),
  type: z.enum(["http", "metrics", "manhole"]).nullish(),
  bind_address: text.nullish(),
  bind_addresses: names.nullish(),
  x_forwarded: z.boolean().nullish(),
  resources: z
    .array(z.strictObject({ names: names.nullish(), compress: z.boolean().nullish() }))
    .nullish(),
  tag: text.nullish(),
  request_id_header: text.nullish(),
});

type Raw = z.infer<typeof listenerSchema>;

/** Reads `listeners` as configured (Synapse, `config/server.py`, `parse_listener_def`), each with what is wrong with it. */
export function readListeners(values: readonly unknown[]): readonly ListenerRead[] {
  return values.map((value, at) => {
    const parsed = listenerSchema.safeParse(value);
    if (parsed.success) return { listener: listenerOf(parsed.data), fault: null };
    return { listener: partOf(value), fault: `listeners[${at}]${whereOf(parsed.error)}` };
  });
}

/** What is understood of a listener that is not understood whole: its port may matter all the same. */
function partOf(value: unknown): SynapseListener | null {
  const known = Object.keys(listenerSchema.shape);
  const entries = Object.entries(z.record(z.string(), z.unknown()).catch({}).parse(value));
  const parsed = listenerSchema
    .extend({ type: text.nullish() })
    .safeParse(Object.fromEntries(entries.filter(([key]) => known.includes(key))));
  return parsed.success ? listenerOf(parsed.data) : null;
}

function whereOf(error: z.ZodError): string {
  const issue = error.issues[0];
  const unknown = issue?.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [];
  return [...(issue?.path ?? []), ...unknown]
    .map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part).slice(0, 100)}`))
    .join("");
}

function listenerOf(
  raw: Omit<Raw, "type"> & { readonly type?: string | null | undefined },
): SynapseListener {
  const { port, tls, type, x_forwarded, resources } = raw;
  const compressed = namesOf(resources?.filter((each) => each.compress === true));
  const further = Object.entries({
    tag: raw.tag,
    request_id_header: raw.request_id_header,
  }).flatMap(([key, value]) => (typeof value === "string" ? [[key, value] as const] : []));
  return {
    port,
    tls: tls ?? false,
    type: type ?? "http",
    bindAddresses: bindOf(raw, type ?? "http"),
    xForwarded: x_forwarded ?? false,
    resources: namesOf(resources ?? []),
    ...(compressed.length === 0 ? {} : { compressed }),
    ...(further.length === 0 ? {} : { further: Object.fromEntries(further) }),
  };
}

/** Both keys count; without either both families, for metrics IPv4 alone. */
function bindOf(
  { bind_addresses: several, bind_address: single }: Pick<Raw, "bind_addresses" | "bind_address">,
  type: string,
): readonly string[] {
  const given = [...(several ?? []), ...(single ? [single] : [])];
  if (given.length > 0) return given;
  return type === "metrics" ? ["0.0.0.0"] : ["::", "0.0.0.0"];
}

function namesOf(resources: Raw["resources"] = []): readonly string[] {
  return (resources ?? []).flatMap((each) => each.names ?? []);
}
