import { z } from "zod";
import type { LookDocument } from "../../../shared/api/look-document.ts";
import type { Report } from "../command.ts";

const Named = z.looseObject({ name: z.string() });
const Proxy = z.looseObject({ kind: z.string(), version: z.string().nullable() });
const Port = z.looseObject({ port: z.number(), process: z.string().nullable() });
const Unit = z.looseObject({ active: z.string() });

/** Writes what the machine is: its system, Synapse, the web server, the ports, and who renews certificates. */
export function tellHost(host: NonNullable<LookDocument["host"]>, { screen, speak }: Report): void {
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
      host.renewers.length === 0 ? speak.say("look.no-renewer") : host.renewers.join(", "),
    ],
  ];
  screen.table(rows, 2);
  screen.gap();
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
  const state = unit.success ? `, ${speak.sayCode("units", unit.data.active)}` : "";
  const install = speak.sayCode("installs", synapse.install.replace(".", "-"));
  return `${version} (${install}), ${called}${state}`;
}

function portsLine(
  ports: readonly { readonly port: number; readonly process: string | null }[],
): string {
  const shown = ports.map(({ port, process }) =>
    process === null ? String(port) : `${port} ${process}`,
  );
  return [...new Set(shown)].join(", ");
}
