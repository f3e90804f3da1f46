import { zoneText } from "../render/zone-records.ts";
import { challengePorts } from "./challenge-port.ts";
import { presentDocument } from "./choose-well-known.ts";
import type { Decision } from "./decision.ts";
import type { PublishedFile, Reason, RecordChange } from "./plan.ts";
import { reason } from "./reason.ts";
import { retiredReason } from "./retired-records.ts";
import { addressesOf } from "./addresses-of.ts";
import type { Situation } from "./situation.ts";
import { parts, type Draft } from "./step-parts.ts";
import { documentLife, presentLife, wait } from "./old-answers.ts";
import { renewWebsite, retireFile } from "./website-steps.ts";

/** Steps that must come first: addresses for the name, ports let through, and the wait until they are seen. */
export function preparingSteps(situation: Situation, decision: Decision): readonly Draft[] {
  const { records, openPorts } = decision.place;
  const life = Math.max(60, ...records.map((record) => presentLife(situation, record)));
  return [
    ...[...openPorts, ...challengePorts(situation, decision.certificate.certificate)].map((port) =>
      openPort(port),
    ),
    ...recordSteps(situation, records, "record-leads-here"),
    ...(records.length > 0 ? [wait("wait-addresses", life, "wait-addresses")] : []),
  ];
}

/** Steps that tell peers the way: the documents, and SRV records that are added or changed. */
export function announcingSteps(situation: Situation, decision: Decision): readonly Draft[] {
  const { wellKnown, srv } = decision;
  const told = srv.records.filter(
    (record) => record.change === "add" || record.change === "change",
  );
  return [
    ...renewWebsite(situation, decision),
    ...(wellKnown.files.length > 0 && wellKnown.by !== "site"
      ? [publish(situation, decision)]
      : []),
    ...recordSteps(situation, told, "record-leads-peers"),
  ];
}

/** Steps that take away what is no longer followed, after every cache has let go of it. */
export function retiringSteps(situation: Situation, decision: Decision): readonly Draft[] {
  const retired = retireFile(situation, decision);
  const gone = decision.srv.records.filter((record) => record.change === "remove");
  if (gone.length === 0) return retired;
  const first =
    decision.wellKnown.files.length > 0
      ? [wait("wait-well-known", documentLife(situation), "wait-caches")]
      : [];
  return [...retired, ...first, ...recordSteps(situation, gone, "record-leads-peers")];
}

function publish(situation: Situation, decision: Decision): Draft {
  const { files, by } = decision.wellKnown;
  const after = files.map(shownFile).join("\n");
  const before = files
    .map((file) => ({
      ...file,
      content: presentDocument(situation, file.url.endsWith("/client") ? "client" : "server"),
    }))
    .flatMap((file) =>
      file.content === null ? [] : [shownFile({ ...file, content: file.content })],
    );
  const common = {
    reason: reason("well-known-leads-peers", {
      name: situation.host,
      target: decision.way.delegatedName,
      port: decision.way.port,
    }),
    before: before.length > 0 ? before.join("\n") : null,
    after,
    visibleAfterSeconds: documentLife(situation),
    check: reason("check-well-known", { url: files[0]?.url ?? "" }),
  };
  if (by === "other") {
    return {
      kind: "ask-person",
      ...parts({
        ...common,
        id: "ask-well-known",
        who: "other",
        irreversible: reason("irreversible-person"),
      }),
      files,
      records: [],
      ports: [],
    };
  }
  const ours = by === "web";
  return {
    kind: "publish-file",
    ...parts({
      ...common,
      id: "publish-well-known",
      who: ours ? "homeport" : "you",
      ...(ours
        ? { undo: reason("undo-published") }
        : { irreversible: reason("irreversible-person") }),
    }),
    on: "web",
    files,
  };
}

function shownFile(file: PublishedFile): string {
  return `${file.url}\n${file.content}`;
}

function recordSteps(
  situation: Situation,
  records: readonly RecordChange[],
  code: string,
): readonly Draft[] {
  const first = records[0];
  if (first === undefined) return [];
  return situation.dns === "other"
    ? [askRecords(situation, first, records, code)]
    : records.map((record) => recordStep(situation, record, code));
}

function recordStep(situation: Situation, record: RecordChange, code: string): Draft {
  return {
    kind: "dns-record",
    ...parts({
      id: recordId(record),
      who: "you",
      reason: whyOf(situation, [record], code),
      before: presentZone(situation, record),
      after: record.change === "remove" ? null : zoneText([record]),
      visibleAfterSeconds: presentLife(situation, record),
      irreversible: reason("irreversible-record"),
      check: checkOf([record]),
    }),
    record,
  };
}

/** Why records are set, or why they go where none of them is set. */
function whyOf(situation: Situation, records: readonly RecordChange[], code: string): Reason {
  const shown = spokenOf(records);
  const data = { name: shown?.name ?? "", value: shown?.value ?? "" };
  if (shown?.change !== "remove") return reason(code, data);
  return shown.type === "SRV"
    ? retiredReason(situation, records)
    : reason("record-leads-elsewhere", data);
}

/** What shows that records are as they should be: there, or no longer there where all of them go. */
function checkOf(records: readonly RecordChange[]): Reason {
  const shown = spokenOf(records);
  const code = shown?.change === "remove" ? "check-record-gone" : "check-record";
  return reason(code, { name: shown?.name ?? "", type: shown?.type ?? "" });
}

/** The record that a step speaks of: one that is set, else one that goes. */
function spokenOf(records: readonly RecordChange[]): RecordChange | undefined {
  return records.find(({ change }) => change !== "remove") ?? records[0];
}

function askRecords(
  situation: Situation,
  first: RecordChange,
  records: readonly RecordChange[],
  code: string,
): Draft {
  const before = records.flatMap((record) => presentZone(situation, record) ?? []);
  const after = zoneText(records.filter((record) => record.change !== "remove"));
  return {
    kind: "ask-person",
    ...parts({
      id: `ask-${recordId(first)}`,
      who: "other",
      reason: whyOf(situation, records, code),
      before: before.length > 0 ? [...new Set(before)].join("") : null,
      after: after === "" ? null : after,
      visibleAfterSeconds: Math.max(0, ...records.map((record) => presentLife(situation, record))),
      irreversible: reason("irreversible-record"),
      check: checkOf(records),
    }),
    files: [],
    records,
    ports: [],
  };
}

/** `record-a-matrix`, `record-srv-fed`, `remove-srv-legacy`: readable, and alike in every plan. */
function recordId(record: RecordChange): string {
  const verb = record.change === "remove" ? "remove" : "record";
  if (record.type !== "SRV")
    return `${verb}-${record.type.toLowerCase()}-${record.value.replaceAll(/[^0-9a-f]+/g, "-")}`;
  const service = record.name.startsWith("_matrix-fed.") ? "srv-fed" : "srv-legacy";
  const [, , port = "", target = ""] = record.value.split(" ");
  // A record that says "no service" names no place.
  const place = target === "." ? "no-service" : `${port}-${target.replace(/\.$/, "")}`;
  return record.change === "remove" ? `${verb}-${service}-${place}` : `${verb}-${service}`;
}

function openPort(port: number): Draft {
  return {
    kind: "ask-person",
    ...parts({
      id: `open-port-${port}`,
      who: "you",
      reason: reason("port-let-through", { port }),
      after: null,
      irreversible: reason("irreversible-person"),
      check: reason("check-port", { port }),
    }),
    files: [],
    records: [],
    ports: [port],
  };
}

/** The records that stand there today for the name and type, as zone lines. */
function presentZone(situation: Situation, record: RecordChange): string | null {
  if (record.type === "SRV") {
    const seen = record.name.startsWith("_matrix-fed.") ? situation.srvFed : situation.srvLegacy;
    const lines = (seen?.records ?? []).map((each) => ({
      ...record,
      ttl: seen?.ttl ?? record.ttl,
      value: `${each.priority} ${each.weight} ${each.port} ${each.target === "" ? "." : each.target}`,
    }));
    return lines.length > 0 ? zoneText(lines) : null;
  }
  const seen = addressesOf(situation.input, record.name);
  const set = record.type === "A" ? seen.a : seen.aaaa;
  return set.records.length > 0
    ? zoneText(set.records.map((value) => ({ ...record, ttl: set.ttl, value })))
    : null;
}
