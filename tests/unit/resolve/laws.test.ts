import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ERAS, traitsOf, type Era } from "../../../shared/domain/era.ts";
import type { ServerName } from "../../../shared/domain/server-name.ts";
import { driveWith } from "../../../shared/resolve/drive.ts";
import { reach } from "../../../shared/resolve/reach.ts";
import { resolve } from "../../../shared/resolve/resolve.ts";
import type { InboundEra, Route } from "../../../shared/resolve/route.ts";
import { anyName, anyWorld } from "./any-world.ts";
import { nameOf, spyOn, worldOf } from "./world-for-test.ts";
import "../../setup/seed.ts";

interface Run {
  readonly era: Era;
  readonly name: ServerName;
  readonly route: Route;
  readonly inbound: InboundEra;
  readonly asked: readonly string[];
}

function follow(era: Era, json: object, text: string): Run {
  const world = worldOf({ ...json, server: { name: text } });
  const name = nameOf(text);
  const { observe, asked } = spyOn(world);
  const inbound = driveWith(observe, reach(era, name, world.now ?? 0));
  const route = driveWith(spyOn(world).observe, resolve(era, name, world.now ?? 0));
  return { era, name, route, inbound, asked };
}

const WORLDS = fc.sample(fc.tuple(anyWorld, anyName), 1500);
const RUNS = WORLDS.flatMap(([json, text]) =>
  ERAS.map((era) => ({ ...follow(era, json, text), json })),
);

/** The first world, name and era that break the law; null where none does. */
function counterexample(law: (run: Run) => boolean): string | null {
  const broken = RUNS.find((run) => !law(run));
  return broken === undefined ? null : JSON.stringify(broken);
}

const asksFor = (run: Run, beginning: string) =>
  run.asked.filter((key) => key.startsWith(beginning));
const asksNothing = (run: Run, ...beginnings: readonly string[]) =>
  beginnings.every((beginning) => asksFor(run, beginning).length === 0);

describe("in any world", () => {
  test("a run ends soon and asks nothing twice", () => {
    expect(
      counterexample(
        (run) => new Set(run.asked).size === run.asked.length && run.asked.length < 20,
      ),
    ).toBeNull();
  });

  test("a name with a port asks neither SRV nor a well-known file", () => {
    expect(
      counterexample((run) => run.name.port === null || asksNothing(run, "srv", "well-known")),
    ).toBeNull();
  });

  test("an IP literal asks no DNS, save SRV in 0.34 where it has no port", () => {
    const law = (run: Run) => {
      if (run.name.kind === "dns") return true;
      if (run.era === "0.34" && run.name.port === null) return asksNothing(run, "well-known");
      return (
        asksNothing(run, "well-known", "srv", "addresses") && run.inbound.decidedBy === "ip-literal"
      );
    };
    expect(counterexample(law)).toBeNull();
  });

  test("no SNI goes to IP literals, save from 0.34", () => {
    const law = ({ era, name, inbound }: Run) =>
      name.kind === "dns" ||
      inbound.decidedBy === null ||
      inbound.sni === (era === "0.34" ? name.host : null);
    expect(counterexample(law)).toBeNull();
  });

  test("a well-known file is asked of the server name alone, and never by 0.34", () => {
    const law = (run: Run) =>
      run.era === "0.34"
        ? asksNothing(run, "well-known")
        : asksFor(run, "well-known").every((key) => key === `well-known ${run.name.host} server`);
    expect(counterexample(law)).toBeNull();
  });

  test("only today's software asks _matrix-fed, and _matrix right after it was not found", () => {
    const law = (run: Run) => {
      const [fed] = asksFor(run, "srv _matrix-fed");
      const [legacy] = asksFor(run, "srv _matrix._tcp");
      if (run.era !== "1.93") return fed === undefined;
      return legacy === undefined || run.asked.indexOf(legacy) === run.asked.indexOf(fed ?? "") + 1;
    };
    expect(counterexample(law)).toBeNull();
  });

  test("certificate and SNI are for the name asked for or delegated to, never for an SRV target", () => {
    const law = ({ era, inbound }: Run) => {
      if (inbound.decidedBy === null) return true;
      const host = hostOf(inbound.hostHeader ?? "");
      const name = inbound.sni ?? host;
      const wanted = traitsOf(era).checksCertificate ? name : null;
      return name === host && inbound.certificateName === wanted;
    };
    expect(counterexample(law)).toBeNull();
  });

  test("there is a target exactly where a step decided, and an explanation exactly where it is not reached", () => {
    const law = ({ inbound, route }: Run) =>
      (inbound.target === null) === (inbound.decidedBy === null) &&
      (inbound.decidedBy === null) === (route.ended !== null) &&
      (inbound.why === null) === (inbound.verdict === "reached") &&
      (inbound.verdict === "unreachable" || (inbound.target?.addresses.length ?? 0) > 0);
    expect(counterexample(law)).toBeNull();
  });

  test("nothing stays unknown, for a world tells everything", () => {
    expect(counterexample(({ inbound }) => inbound.verdict !== "unknown")).toBeNull();
  });

  test("who checks no certificate is never turned away by one", () => {
    const law = ({ era, inbound }: Run) =>
      traitsOf(era).checksCertificate || inbound.why === null || !inbound.why.startsWith("cert");
    expect(counterexample(law)).toBeNull();
  });

  test("a well-known answer lives between five minutes and two days", () => {
    const law = ({ inbound }: Run) =>
      !(inbound.decidedBy ?? "").startsWith("well-known") ||
      ((inbound.cachedForSeconds ?? 0) >= 300 && (inbound.cachedForSeconds ?? 0) <= 172_800);
    expect(counterexample(law)).toBeNull();
  });
});

describe("between worlds and eras", () => {
  test("the same world gives the same answer, to the byte", () => {
    const again = WORLDS.slice(0, 200).flatMap(([json, text]) =>
      ERAS.map((era) => follow(era, json, text).inbound),
    );
    expect(JSON.stringify(again)).toBe(
      JSON.stringify(RUNS.slice(0, 800).map((run) => run.inbound)),
    );
  });

  test("0.99 goes where 1.0 goes, and reaches whatever 1.0 reaches", () => {
    const broken = RUNS.filter((checked, index) => {
      const first = RUNS[index - 1];
      if (checked.era !== "1.0" || first === undefined) return false;
      const same = JSON.stringify(first.route.targets) === JSON.stringify(checked.route.targets);
      return (
        !same || (checked.inbound.verdict === "reached" && first.inbound.verdict !== "reached")
      );
    });
    expect(broken).toEqual([]);
  });

  test("a port that closes helps nobody who tries one target alone", () => {
    const broken = RUNS.filter(({ era, name, json, inbound }) => {
      if (era === "1.93" || inbound.verdict === "reached") return false;
      const [key = "192.0.2.7:1"] = Object.keys(json.endpoints);
      const closed = { ...json, endpoints: { ...json.endpoints, [key]: { open: false } } };
      return follow(era, closed, name.text).inbound.verdict === "reached";
    });
    expect(broken).toEqual([]);
  });

  test("the random worlds are not all bad: each verdict and each way is met", () => {
    // The rarest ways are met once in some hundred worlds: always the same ones, so that none is missed by chance.
    const worlds = fc.sample(anyWorld, { numRuns: 1500, seed: 1711 });
    const runs = worlds.flatMap((json) =>
      ERAS.map((era) => follow(era, json, "example.com").inbound),
    );
    expect(new Set(runs.map((run) => run.verdict))).toEqual(
      new Set(["reached", "refused", "unreachable"]),
    );
    expect(new Set(runs.map((run) => run.decidedBy))).toEqual(
      new Set([
        "8448",
        "srv",
        "srv-fed",
        "well-known+8448",
        "well-known+srv",
        "well-known+srv-fed",
        "well-known+ip",
        "well-known+port",
        null,
      ]),
    );
  });
});

/** The host of a `Host` header. */
function hostOf(header: string): string {
  const parts = /^(?:\[([^\]]*)\]|([^:]*))(?::\d+)?$/.exec(header);
  // What `https://…` in m.server makes of the header.
  return parts?.[1] ?? parts?.[2] ?? header.replace(/:$/, "");
}
