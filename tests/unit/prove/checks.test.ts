import { describe, expect, test } from "vitest";
import type { RecordChange } from "../../../shared/plan/plan.ts";
import { provePlan, proveSubject } from "../../../shared/prove/prove-subject.ts";
import { checkEnd } from "../../../shared/prove/check-end.ts";
import { VIOLATION_KINDS } from "../../../shared/prove/violation.ts";
import { walkPlan } from "../../../shared/prove/walk-plan.ts";
import {
  askStep,
  certificateStep,
  configStep,
  findingsOf,
  kindsMet,
  kindsOf,
  planOf,
  publishStep,
  recordStep,
  restartStep,
  subjectWith,
  UNDONE,
  waitStep,
} from "./hand-made.ts";
import { websiteTests } from "./website-tests.ts";

/** A fresh host at example.com that answers nowhere yet. */
const fresh = subjectWith({ service: "nothing" });
/** The server works at matrix.example.com behind a legacy SRV record; the website is elsewhere. */
const bySrv = subjectWith({ points: "elsewhere", srv: "legacy", audience: "all" });
const LEGACY: RecordChange = {
  name: "_matrix._tcp.example.com",
  type: "SRV",
  ttl: 3600,
  value: "10 5 8448 matrix.example.com",
  change: "remove",
};
const directSteps = [
  certificateStep("example.com"),
  configStep("example.com", 8448),
  restartStep(8448),
];

describe("a good plan made by hand", () => {
  test("passes on a fresh host that needs a certificate only", () => {
    expect(findingsOf(fresh, directSteps)).toEqual([]);
  });

  test("passes where a well-known cures a certificate for the delegated name", () => {
    const subject = subjectWith({ points: "elsewhere", certificateNames: "delegated" });
    expect(findingsOf(subject, [publishStep('{"m.server":"matrix.example.com:8448"}')])).toEqual(
      [],
    );
  });
});

describe("check 1, the end,", () => {
  test("fails where the certificate is for another name", () => {
    const wrong = [
      certificateStep("matrix.example.com"),
      configStep("matrix.example.com", 8448),
      restartStep(8448),
    ];
    expect(findingsOf(fresh, wrong)).toEqual(["1 promised era not reached"]);
  });

  test("fails where the configuration is never read", () => {
    expect(findingsOf(fresh, directSteps.slice(0, 2))).toEqual(["1 promised era not reached"]);
  });

  test("fails where Synapse is told a certificate that is not there", () => {
    expect(findingsOf(fresh, directSteps.slice(1))).toEqual(["1 promised era not reached"]);
  });

  test("fails where the plan says another end than the world shows", () => {
    const plan = planOf(fresh, directSteps);
    const false_ = { ...plan, eras: { ...plan.eras, end: plan.eras.now } };
    expect(kindsOf(provePlan(fresh, false_))).toEqual(["1 end claimed otherwise"]);
  });

  test("fails where no certificate can be had for the name", () => {
    const barred = subjectWith({ service: "nothing", certificateFor: "none" });
    expect(findingsOf(barred, directSteps)).toEqual(["1 certificate not to be had"]);
  });

  test("fails where the website is in nobody's hands", () => {
    const subject = subjectWith({
      points: "elsewhere",
      certificateNames: "delegated",
      web: "nobody",
    });
    expect(findingsOf(subject, [publishStep('{"m.server":"matrix.example.com:8448"}')])).toEqual([
      "1 change not in our hands",
    ]);
  });
});

describe("check 1, what the resolver says of the end,", () => {
  const wrong = [
    certificateStep("matrix.example.com"),
    configStep("matrix.example.com", 8448),
    restartStep(8448),
  ];

  test("is not believed where no address serves what the era takes", () => {
    const plan = planOf(fresh, wrong);
    const walk = walkPlan(fresh, plan);
    const today = { ...walk.end["1.93"], verdict: "reached", why: null } as const;
    const checked = { ...walk.end["1.0"], verdict: "reached", why: null } as const;
    const blind = { ...walk, end: { ...walk.end, "1.0": checked, "1.93": today } };
    expect(kindsOf({ violations: checkEnd(fresh, plan, blind) })).toContain(
      "1 certificate not accepted",
    );
  });

  test("has to be what the plan says after each step", () => {
    const plan = planOf(fresh, directSteps);
    const afterStep = { restart: plan.eras.now };
    const late = { ...plan, eras: { ...plan.eras, afterStep } };
    expect(kindsOf(provePlan(fresh, late))).toEqual(["1 end claimed otherwise"]);
  });
});

describe("check 1, whose hands,", () => {
  const added: RecordChange = { ...LEGACY, change: "add" };
  const hands = ["1 change not in our hands"];

  test("fails where the record is in nobody's zone, or another person's without being asked", () => {
    for (const dns of ["nobody", "other"] as const) {
      const subject = subjectWith({ points: "elsewhere", audience: "all", dns });
      expect(findingsOf(subject, [recordStep(added, UNDONE)])).toEqual(hands);
    }
  });

  test("passes where that person is asked", () => {
    const subject = subjectWith({ points: "elsewhere", audience: "all", dns: "other" });
    expect(findingsOf(subject, [askStep({ records: [added] })])).toEqual([]);
  });

  test("fails where the record is outside the zone", () => {
    const subject = subjectWith({ points: "elsewhere", srv: "legacy", audience: "all" });
    const outside = { ...added, name: "_matrix._tcp.example.org" };
    expect(findingsOf(subject, [recordStep(outside, UNDONE)])).toContain(hands[0]);
  });

  test("fails where somebody is asked to open a port that nobody can open", () => {
    const mute = subjectWith({ service: "8448-mute" });
    const open = subjectWith({ service: "8448-can-be-let-through" });
    const steps = [askStep({ ports: [8448] }), ...directSteps];
    expect(findingsOf(mute, steps)).toContain(hands[0]);
    expect(findingsOf(open, steps)).toEqual([]);
  });
});

describe("check 2, the way,", () => {
  const moved = subjectWith({ points: "elsewhere", srv: "legacy", certificateNames: "both" });
  const publish = publishStep('{"m.server":"matrix.example.com:8448"}');

  test("fails where the record that 0.34 follows is taken away", () => {
    expect(findingsOf(moved, [publish, waitStep(172_800), recordStep(LEGACY)])).toEqual([
      "2 era made worse without consent",
      "5 plan is needless",
    ]);
  });

  test("passes with consent for that era, and not with consent for another", () => {
    const steps = [publish, waitStep(172_800), recordStep(LEGACY)];
    const consent = (era: string) => [{ code: "consent", data: { era } }];
    expect(findingsOf(moved, steps, consent("0.34"))).toEqual(["5 plan is needless"]);
    expect(findingsOf(moved, steps, consent("1.0"))).toContain("2 era made worse without consent");
    const other = [{ code: "consent-default-site", data: { port: 443, name: "example.com" } }];
    expect(findingsOf(moved, steps, other)).toContain("2 era made worse without consent");
  });

  test("fails where peers with an old answer are cut off, and passes after a wait for it", () => {
    const subject = subjectWith({ points: "elsewhere", srv: "legacy", audience: "1.0-and-later" });
    const certificate = certificateStep("matrix.example.com");
    const swap = [configStep("matrix.example.com", 8448), restartStep(8448)];
    const early = findingsOf(subject, [certificate, publish, ...swap]);
    const late = findingsOf(subject, [certificate, publish, waitStep(3600), ...swap]);
    expect(early).toContain("2 old answer cut off without consent");
    expect(late).not.toContain("2 old answer cut off without consent");
  });
});

describe("check 3, the undo,", () => {
  const added: RecordChange = { ...LEGACY, change: "add" };

  test("passes where the record is taken back to what stood there", () => {
    const subject = subjectWith({ points: "elsewhere", audience: "all" });
    expect(findingsOf(subject, [recordStep(added, UNDONE)])).toEqual([]);
  });

  test("fails where a record is changed and nobody wrote down what stood there", () => {
    const change: RecordChange = {
      ...LEGACY,
      value: "10 5 8448 vps.example.com",
      change: "change",
    };
    expect(findingsOf(bySrv, [recordStep(change, UNDONE)])).toContain("3 undo does not restore");
    const before = "_matrix._tcp.example.com. 3600 IN SRV 10 5 8448 matrix.example.com.\n";
    expect(findingsOf(bySrv, [recordStep(change, { ...UNDONE, before })])).not.toContain(
      "3 undo does not restore",
    );
  });

  test("fails where a file is said to have had another text before", () => {
    const lied = { ...configStep("example.com", 8448), before: "listeners: []\n" };
    const steps = [certificateStep("example.com"), lied, restartStep(8448)];
    expect(findingsOf(fresh, steps)).toEqual(["3 undo does not restore"]);
  });

  test("fails where a step has neither undo nor a reason why not", () => {
    const steps = [...directSteps.slice(0, 2), { ...restartStep(8448), undo: null }];
    expect(findingsOf(fresh, steps)).toEqual(["3 neither undo nor irreversible"]);
  });
});

describe("check 4, the never-list,", () => {
  test.each(["no_tls: true\n", "acme:\n  enabled: true\n"])(
    "finds %j in a configuration",
    (text) => {
      const steps = [
        certificateStep("example.com"),
        configStep("example.com", 8448, text),
        restartStep(8448),
      ];
      expect(findingsOf(fresh, steps)).toEqual(["4 never-list"]);
    },
  );

  test("finds an m.server without a port", () => {
    const subject = subjectWith({ points: "elsewhere", certificateNames: "delegated" });
    expect(findingsOf(subject, [publishStep('{"m.server":"matrix.example.com"}')])).toEqual([
      "4 never-list",
    ]);
  });

  test("finds an SRV record that points at an alias", () => {
    const subject = subjectWith({ points: "elsewhere", delegated: "alias", audience: "all" });
    expect(findingsOf(subject, [recordStep({ ...LEGACY, change: "add" })])).toEqual([
      "4 never-list",
    ]);
  });
});

describe("check 5, the refusal,", () => {
  const refuse = () =>
    ({
      ok: false,
      error: { reasons: [], wouldHelp: [], alternatives: [], eras: planOf(fresh, []).eras },
    }) as const;

  test("fails where a certificate would have been enough", () => {
    expect(kindsOf(proveSubject(fresh, refuse))).toEqual(["5 refusal is wrong"]);
  });

  test("passes where neither the website nor DNS nor a certificate is to be had", () => {
    const hopeless = subjectWith({
      points: "elsewhere",
      service: "nothing",
      web: "nobody",
      dns: "nobody",
      certificateFor: "none",
    });
    expect(kindsOf(proveSubject(hopeless, refuse))).toEqual([]);
  });

  test("fails where a plan has steps although every promised era reaches", () => {
    expect(findingsOf(bySrv, [waitStep(1)])).toEqual(["5 plan is needless"]);
  });

  test("reports a planner that throws", () => {
    const broken = () => {
      throw new Error("lost");
    };
    expect(kindsOf(proveSubject(fresh, broken))).toEqual(["0 planner threw"]);
  });
});

describe("check 2, a name at which another machine's homeserver answers,", () => {
  const taken = subjectWith({ points: "elsewhere", delegated: "elsewhere", srv: "legacy" });
  const value = { type: "A", ttl: 3600, value: "198.51.100.7", change: "change" } as const;
  const move: RecordChange = { name: "matrix.example.com", ...value };
  const data = { name: "matrix.example.com" };

  test("fails where a record under which others answer is changed", () => {
    const found = ["2 name of others taken without consent"];
    expect(findingsOf(taken, [recordStep(move)])).toEqual(found);
    expect(findingsOf(taken, [askStep({ records: [move] })])).toContain(found[0]);
  });

  test("takes a consent that names it", () => {
    const plan = planOf(taken, [recordStep(move)], [{ code: "consent-live-name", data }]);
    expect(kindsOf(provePlan(taken, plan))).toEqual([]);
  });
});

websiteTests();

test("every kind of fault that the report counts was found in a plan made wrong above", () => {
  expect([...kindsMet].toSorted()).toEqual([...VIOLATION_KINDS].toSorted());
});
