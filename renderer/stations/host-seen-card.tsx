import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import type { WizardState } from "../../shared/api/wizard-parts.ts";
import type { HostSeen } from "../../shared/facts/host-seen.ts";
import { Mono } from "../parts/wrap.tsx";
import { useEngine } from "../state/use-engine.ts";
import { useWords, type Words } from "../words/use-words.ts";

/** The machines that are signed in to, and what was seen of the homeserver's. */
export function HostSeenCard({ connected }: { readonly connected: WizardState["connected"] }) {
  const words = useWords();
  const { page } = useEngine();
  const seen = page.machine?.host ?? null;
  return (
    <div className="split even">
      <section className="card is-lift">
        <h2 className="h3">{words.say("wizard.host.machines")}</h2>
        <ul className="lines second">
          <Machine machine="host" at={connected.host} />
          <Machine machine="web" at={connected.web} />
        </ul>
      </section>
      {seen !== null && (
        <section className="card">
          <h2 className="h3">{words.say("wizard.host.seen")}</h2>
          <dl className="facts">
            {factsOf(seen, words).map(([name, value]) => (
              <Fact key={name} name={name}>
                {value}
              </Fact>
            ))}
          </dl>
        </section>
      )}
    </div>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <bdi>{children}</bdi>
      </dd>
    </>
  );
}

interface MachineProps {
  readonly machine: "host" | "web";
  readonly at: WizardState["connected"]["host"];
}

function Machine({ machine, at }: MachineProps) {
  const words = useWords();
  const { attempt, tell } = useEngine();
  if (at === null) return null;
  const leave = async (): Promise<void> => {
    const state = await attempt("host.disconnect", { machine });
    if (state === null) return;
    if (machine === "host") tell({ event: "machine", machine: null });
    tell({ event: "state", state });
  };
  const leaveText = words.say("wizard.host.sign-out");
  return (
    <li>
      <div className="grow">
        <b>{words.sayCode("wizard.machine", machine)}</b>
        <p>
          <Mono>{at.target}</Mono>
        </p>
        <p className="small ink3">
          {words.say("wizard.host.key-is")} <Mono>{at.hostKey}</Mono>
        </p>
        {at.kept && <p className="small ink3">{words.say("wizard.host.kept")}</p>}
      </div>
      <Button
        variant="subtle"
        size="compact-sm"
        onClick={() => void leave()}
        aria-label={`${leaveText}: ${at.target}`}
      >
        {leaveText}
      </Button>
    </li>
  );
}

function synapseLine({ version, install, unit }: NonNullable<HostSeen["synapse"]>, words: Words) {
  const parts = [
    version,
    words.sayCode("installs", install.replace(".", "-")),
    unit === null ? null : words.sayCode("units", unit.active),
  ];
  return parts.filter((each) => each !== null).join(", ");
}

/** What is worth a line; what was not seen has none. */
function factsOf(seen: HostSeen, words: Words): readonly (readonly [string, string])[] {
  const { os, synapse, proxy, addresses, ports, renewers } = seen;
  const rows: readonly (readonly [string, string | null])[] = [
    [words.say("look.os"), os === null ? null : os.name],
    [
      words.say("look.synapse"),
      synapse === null ? words.say("look.none") : synapseLine(synapse, words),
    ],
    [
      words.say("look.proxy"),
      proxy === null
        ? words.say("look.none")
        : [proxy.kind, proxy.version].filter((each) => each !== null).join(" "),
    ],
    [words.say("wizard.host.addresses"), words.list(addresses)],
    [
      words.say("look.ports"),
      words.list([...new Set(ports.map(({ port }) => port))].toSorted((a, b) => a - b).map(String)),
    ],
    [
      words.say("look.renewers"),
      renewers.length === 0 ? words.say("look.none") : words.list(renewers),
    ],
  ];
  return rows.flatMap(([name, value]) =>
    value === null || value === "" ? [] : [[name, value] as const],
  );
}
