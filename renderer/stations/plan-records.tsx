import { Button, NativeSelect } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useState } from "react";
import type { Plan, Reason, RecordChange } from "../../shared/plan/plan.ts";
import { nameInZone, zonesHolding } from "../../shared/render/names-in-zone.ts";
import { zoneText } from "../../shared/render/zone-records.ts";
import { CopyRow } from "../parts/copy.tsx";
import { useEngine } from "../state/use-engine.ts";
import { useWords } from "../words/use-words.ts";
import { RecordSeen } from "./record-seen.tsx";
import { keyOfRecord, useRecordsSeen } from "./use-records-seen.ts";

const SIGNS = { add: "+", keep: "=", change: "~", remove: "−" } as const;

/** The DNS records of a plan, one field a box as providers have them. */
export function PlanRecords({ plan, at }: { readonly plan: Plan; readonly at: string }) {
  const words = useWords();
  const { look, busy } = useLookAgain();
  const [zone, setZone] = useState<string | null>(null);
  const { records } = plan.publish;
  const seen = useRecordsSeen();
  const zones = zonesHolding(records.map(({ name }) => name));
  if (records.length === 0) return null;
  return (
    <section className="card stack" aria-labelledby="records">
      <div className="card-h">
        <h2 className="h2" id="records">
          {words.say("wizard.plan.records")}
        </h2>
        {zones.length > 0 && <NamesAs zones={zones} zone={zone} onZone={setZone} />}
      </div>
      <div>
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconRefresh size={16} />}
          disabled={busy}
          onClick={() => void look()}
        >
          {words.say("wizard.name.again")}
        </Button>
      </div>
      {zone !== null && (
        <p className="second ink2 prose">{words.say("wizard.plan.names-in-zone-more", { zone })}</p>
      )}
      <ul className="stack g20" aria-busy={busy}>
        {records.map((record) => (
          <li key={keyOfRecord(record)}>
            <OneRecord
              record={record}
              why={whyKept(plan, record)}
              zone={zone}
              there={seen?.there.get(keyOfRecord(record)) ?? record.change === "keep"}
              at={seen?.at ?? at}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface NamesAsProps {
  readonly zones: readonly string[];
  readonly zone: string | null;
  readonly onZone: (zone: string | null) => void;
}

/** How names are written: whole, or short within a zone that is named. Which zone it is, only its owner knows. */
function NamesAs({ zones, zone, onZone }: NamesAsProps) {
  const words = useWords();
  return (
    <NativeSelect
      size="xs"
      aria-label={words.say("wizard.plan.record-names")}
      value={zone ?? ""}
      onChange={({ currentTarget: { value } }) => onZone(value === "" ? null : value)}
      data={[
        { value: "", label: words.say("wizard.plan.names-long") },
        ...zones.map((each) => ({
          value: each,
          label: words.say("wizard.plan.names-in-zone", { zone: each }),
        })),
      ]}
    />
  );
}

/** Looks at everything anew; the plan that comes of it says what is there by now. */
function useLookAgain() {
  const { call, tell } = useEngine();
  const [busy, setBusy] = useState(false);
  const look = async (): Promise<void> => {
    setBusy(true);
    const reply = await call("plan.make", { fresh: true });
    setBusy(false);
    if (reply?.ok === true) tell({ event: "planned", plan: reply.value });
  };
  return { look, busy };
}

/** For whom an old record stays, and until when; null for every other. */
function whyKept(plan: Plan, { change, name }: RecordChange): Reason | null {
  if (change !== "keep" || !name.startsWith("_matrix._tcp.")) return null;
  return plan.reasons.find(({ code }) => code === "srv-kept-for-old-peers") ?? null;
}

interface OneRecordProps {
  readonly record: RecordChange;
  readonly why: Reason | null;
  /** Names are said within this zone; null: whole. */
  readonly zone: string | null;
  readonly there: boolean;
  /** When it was looked at, ISO time. */
  readonly at: string;
}

function OneRecord({ record, why, zone, there, at }: OneRecordProps) {
  const words = useWords();
  const fields = fieldsOf(record, zone);
  return (
    <div className="stack g12">
      <div className="row g8">
        <span className={`dbadge ${record.change}`} aria-hidden>
          {SIGNS[record.change]}
        </span>
        <h3 className="h3">
          {words.say("wizard.plan.record", {
            change: words.sayCode("wizard.record-change", record.change),
            type: record.type,
          })}
        </h3>
      </div>
      <RecordSeen change={record.change} there={there} at={at} />
      {why !== null && <p className="second ink2 prose">{words.reason(why)}</p>}
      <dl className="dgrid">
        {fields.map(([field, value]) => {
          const name = words.sayCode("wizard.record-field", field);
          return (
            <div key={field}>
              <dt>{name}</dt>
              <dd>
                <CopyRow value={value} what={name} />
              </dd>
            </div>
          );
        })}
      </dl>
      <details className="second">
        <summary>{words.say("wizard.plan.zone-line")}</summary>
        <CopyRow value={zoneText([record]).trimEnd()} what={words.say("wizard.plan.zone-line")} />
      </details>
    </div>
  );
}

type Field = readonly [string, string];

/** The boxes of a provider: SRV and CAA values fall into their parts. */
function fieldsOf(record: RecordChange, zone: string | null): readonly Field[] {
  const head: readonly Field[] = [
    ["name", nameInZone(record.name, zone)],
    ["type", record.type],
  ];
  const tail: readonly Field[] = [["ttl", String(record.ttl)]];
  return [...head, ...valueFields(record), ...tail];
}

function valueFields({ type, value }: RecordChange): readonly Field[] {
  const parts = value.split(" ");
  const [first = "", second = "", third = "", fourth = ""] = parts;
  if (type === "SRV" && parts.length === 4)
    return [
      ["priority", first],
      ["weight", second],
      ["port", third],
      ["target", fourth],
    ];
  if (type === "CAA" && parts.length === 3)
    return [
      ["flags", first],
      ["tag", second],
      ["value", third.replaceAll('"', "")],
    ];
  return [["value", value]];
}
