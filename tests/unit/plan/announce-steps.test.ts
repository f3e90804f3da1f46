import { describe, expect, test } from "vitest";
import type { Answers } from "../../../shared/answers/answers.ts";
import {
  announcingSteps,
  preparingSteps,
  retiringSteps,
} from "../../../shared/plan/announce-steps.ts";
import { decide } from "../../../shared/plan/decision.ts";
import type { Way } from "../../../shared/plan/way.ts";
import { fileTo, OWN, situationFor, wayTo, WEB, WEBSITE } from "./situation-for.ts";

const NAME = "matrix.example.com";
const dns = { "example.com": { A: [WEB] }, [NAME]: { A: [OWN] } };
const byFile = wayTo("well-known", NAME, 8448);
const bySrv = wayTo("srv", NAME, 8448);

function steps(world: object, way: Way = byFile, answers: Answers = {}) {
  const situation = situationFor({ dns, https: { "example.com": WEBSITE }, ...world }, answers);
  const decision = decide(situation, way);
  return {
    prepare: preparingSteps(situation, decision),
    announce: announcingSteps(situation, decision),
    retire: retiringSteps(situation, decision),
  };
}

const set = (target: string, port = 8448, ttl = 300) => ({
  SRV: [{ priority: 10, weight: 5, port, target }],
  ttl,
});

describe("a file that is put on the website", () => {
  const url = (file: string) => `https://example.com/.well-known/matrix/${file}`;

  test("is shown with its address beside the one that is there today", () => {
    const site = {
      ...fileTo("old.example.com:8448"),
      "/.well-known/matrix/client": { status: 404, body: "nothing here" },
    };
    const [step] = steps({ https: { "example.com": site } }).announce;
    expect(step).toMatchObject({
      id: "publish-well-known",
      before: `${url("server")}\n{"m.server":"old.example.com:8448"}`,
      check: { data: { url: url("server") } },
    });
    expect(step?.after?.split("\n")).toEqual([
      url("server"),
      `{"m.server":"${NAME}:8448"}`,
      "",
      url("client"),
      `{"m.homeserver":{"base_url":"https://${NAME}:8448"}}`,
      "",
    ]);
  });

  test("has nothing before it where there is none, and is asked of whoever has the website", () => {
    expect(steps({}).announce).toMatchObject([{ before: null, kind: "publish-file" }]);
    const [asked] = steps({ control: { web: "other" } }).announce;
    expect(asked).toMatchObject({
      id: "ask-well-known",
      who: "other",
      before: null,
      records: [],
      ports: [],
      irreversible: { code: "irreversible-person" },
    });
  });
});

describe("a record", () => {
  const stale = {
    dns: {
      ...dns,
      "_matrix-fed._tcp.example.com": set("old.example.com", 8000, 77),
      "_matrix._tcp.example.com": { ...set("."), ttl: 600 },
    },
  };
  const zone = (name: string, ttl: number, value: string) =>
    `${name}.example.com. ${ttl} IN SRV ${value}\n`;

  test("is shown as a line for the zone, beside the lines whose place it takes", () => {
    const { announce } = steps(stale, bySrv);
    expect(announce).toMatchObject([
      {
        id: "record-srv-fed",
        before: zone("_matrix-fed._tcp", 77, "10 5 8000 old.example.com."),
        after: zone("_matrix-fed._tcp", 3600, `10 5 8448 ${NAME}.`),
        visibleAfterSeconds: 77,
      },
      {
        id: "record-srv-legacy",
        before: zone("_matrix._tcp", 600, "10 5 8448 ."),
        visibleAfterSeconds: 600,
      },
    ]);
  });

  test("has nothing before it where there is none, and nothing after it where it goes", () => {
    expect(steps({}, bySrv).announce.map(({ before }) => before)).toEqual([null, null]);
    const { retire } = steps(stale);
    expect(retire.map(({ id, after }) => [id, after])).toEqual([
      ["wait-well-known", null],
      ["remove-srv-fed-8000-old.example.com", null],
      ["remove-srv-legacy-no-service", null],
    ]);
    expect(retire[2]?.before).toBe(zone("_matrix._tcp", 600, "10 5 8448 ."));
  });

  test("is asked for in one message where the zone is somebody else's", () => {
    const other = { ...stale, control: { dns: "other" } };
    const { announce, retire } = steps(other, bySrv);
    expect(announce).toHaveLength(1);
    expect(announce[0]).toMatchObject({
      id: "ask-record-srv-fed",
      who: "other",
      files: [],
      ports: [],
      visibleAfterSeconds: 600,
    });
    expect(announce[0]?.before?.split("\n")).toHaveLength(3);
    expect(announce[0]?.after?.split("\n")).toHaveLength(3);
    expect(retire).toEqual([]);
    const gone = steps(other).retire[1];
    expect(gone).toMatchObject({ id: "ask-remove-srv-fed-8000-old.example.com", after: null });
    const fresh = steps({ control: { dns: "other" } }, bySrv).announce[0];
    expect(fresh?.before).toBeNull();
  });
});

describe("what comes first", () => {
  test("is the address that a name has to have, and the wait until everybody sees it", () => {
    const moved = { dns: { "example.com": { A: [WEB] }, [NAME]: { A: [WEB], ttl: 900 } } };
    const { prepare } = steps(moved);
    expect(prepare).toMatchObject([
      {
        id: `record-a-${OWN.replaceAll(".", "-")}`,
        before: `${NAME}. 900 IN A ${WEB}\n`,
        visibleAfterSeconds: 900,
      },
      { id: "wait-addresses", seconds: 900 },
    ]);
    const fresh = steps({
      dns: { "example.com": { A: [WEB] }, [NAME]: { AAAA: ["2001:db8::9"] } },
    });
    expect(fresh.prepare[0]).toMatchObject({ before: null });
    expect(steps({}).prepare).toEqual([]);
  });

  test("waits a minute at least, be the old answer as short-lived as it may", () => {
    const moved = { dns: { "example.com": { A: [WEB] }, [NAME]: { A: [WEB], ttl: 5 } } };
    expect(steps(moved).prepare[1]).toMatchObject({ seconds: 60 });
  });

  test("is a port that a person lets through, with no file and no record", () => {
    const silent = {
      control: { ports: [8448] },
      endpoints: { [`${OWN}:8448`]: { silent: true } },
    };
    expect(steps(silent).prepare).toMatchObject([
      { id: "open-port-8448", files: [], records: [], ports: [8448] },
    ]);
  });
});
