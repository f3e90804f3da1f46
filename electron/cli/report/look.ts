import { z } from "zod";
import type { LookDocument, SpokenFact } from "../../../shared/api/look-document.ts";
import { ErasView } from "../../../shared/api/era-parts.ts";
import type { Report } from "../command.ts";
import { writeEras } from "./era-table.ts";
import { factLine } from "./fact-line.ts";

/** Tells what was seen: the name from outside, how each era fares, and the machine. */
export function reportLook(document: LookDocument, report: Report): void {
  const { screen, speak } = report;
  if (Object.keys(document.facts).length === 0) return;
  screen.heading(speak.say("look.title", { name: document.name ?? "" }));
  const rows = Object.entries(document.facts)
    .filter(([key]) => key !== "host" && key !== "web")
    .toSorted(([a], [b]) => rank(a) - rank(b))
    .map(([key, fact]) => rowOf(key, fact, report));
  screen.table(rows, 2);
  const eras = ErasView.safeParse(document["eras"]);
  if (eras.success) {
    screen.gap();
    screen.heading(speak.say("check.eras-title"));
    writeEras(screen, speak, eras.data.inbound, null);
  }
  if (document.host !== null) tellHost(document.host, report);
  screen.gap();
  const out: unknown = document["out"];
  if (typeof out === "string") screen.say(speak.say("look.written", { path: out }));
}

function rowOf(key: string, fact: SpokenFact, { speak }: Report): readonly string[] {
  return [factName(key, speak), fact.known ? factLine(fact.value, speak) : fact.why.title];
}

const ORDER = ["addresses", "srv", "well-known", "endpoint", "caa"];

function rank(key: string): number {
  return ORDER.indexOf(key.split(" ")[0] ?? "");
}

/** What was asked, for people: a fact's key is the question by its parts (`queryKey`). */
function factName(key: string, speak: Report["speak"]): string {
  const [ask = "", what = "", more = "", host = ""] = key.split(" ");
  return speak.sayCode("facts", ask, { what, more, host });
}

const Named = z.looseObject({ name: z.string() });
const Proxy = z.looseObject({ kind: z.string(), version: z.string().nullable() });
const Port = z.looseObject({ port: z.number(), process: z.string().nullable() });
const Unit = z.looseObject({ active: z.string() });

function tellHost(host: NonNullable<LookDocument["host"]>, { screen, speak }: Report): void {
  screen.gap();
  screen.heading(speak.say("look.host"));
  const os = Named.safeParse(host.os);
  const proxy = Proxy.safeParse(host.proxy);
  const ports = z.array(Port).safeParse(host.ports);
  const { synapse } = host;
  const unit = Unit.safeParse(synapse?.["unit"]);
  const rows = [
    [speak.say("look.os"), os.success ? os.data.name : speak.say("look.unknown")],
    [
      speak.say("look.synapse"),
      synapse === null ? speak.say("look.none") : synapseLine(synapse, unit, speak),
    ],
    [
      speak.say("look.proxy"),
      proxy.success
        ? `${proxy.data.kind} ${proxy.data.version ?? ""}`.trim()
        : speak.say("look.none"),
    ],
    [speak.say("look.ports"), ports.success ? portsLine(ports.data) : ""],
    [
      speak.say("look.renewers"),
      host.renewers.length === 0 ? speak.say("look.none") : host.renewers.join(", "),
    ],
  ];
  screen.table(rows, 2);
}

function synapseLine(
  synapse: NonNullable<NonNullable<LookDocument["host"]>["synapse"]>,
  unit: z.ZodSafeParseResult<{ readonly active: string }>,
  speak: Report["speak"],
): string {
  const name: unknown = synapse["serverName"];
  const version = synapse.version ?? speak.say("look.unknown");
  const called =
    typeof name === "string" ? speak.say("look.called", { name }) : speak.say("look.unnamed");
  const state = unit.success ? `, ${unit.data.active}` : "";
  return `${version} (${synapse.install}), ${called}${state}`;
}

function portsLine(
  ports: readonly { readonly port: number; readonly process: string | null }[],
): string {
  const shown = ports.map(({ port, process }) =>
    process === null ? String(port) : `${port} ${process}`,
  );
  return [...new Set(shown)].join(", ");
}
