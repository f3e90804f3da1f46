import { Button } from "@mantine/core";
import { IconPrinter, IconRefresh } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import type { Era } from "../../shared/domain/era.ts";
import { Heading } from "../frame/heading.tsx";
import { WizardFrame } from "../frame/wizard-frame.tsx";
import { BusyButton } from "../parts/busy-button.tsx";
import { Note } from "../parts/glyph.tsx";
import { ProblemCard } from "../parts/problem-card.tsx";
import { useNow } from "../parts/use-now.ts";
import { AboutStop } from "../route/about-stop.tsx";
import { RoutePicture } from "../route/route-picture.tsx";
import { RouteTools } from "../route/route-tools.tsx";
import { RouteTable } from "../route/route-table.tsx";
import { sayFrom, sayWay } from "../route/say-way.ts";
import { wayOfReport } from "../route/way-of-report.ts";
import { endOf, type StopId } from "../route/way.ts";
import { ownRun } from "../state/own-run.ts";
import { useEngine } from "../state/use-engine.ts";
import type { Page } from "../state/wizard.ts";
import { useWords } from "../words/use-words.ts";
import { ProofLogin } from "./proof-login.tsx";
import { ProofParts } from "./proof-parts.tsx";
import { ProofReceipt } from "./proof-receipt.tsx";
import { useProof, type Proven } from "./use-proof.ts";

/** The evidence: how others reach the server, how people log in, who renews, what was done, and the way back. */
export function Proof() {
  const words = useWords();
  const { page } = useEngine();
  const { proven, check, busy, problem } = useProof();
  const now = useNow(60_000);
  useEffect(() => {
    if (proven === null) void check();
    // Once, when the screen comes.
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);
  const name = page.wizard.draft.name ?? "";
  const verdict = proven?.report.verdict ?? "unknown";
  const title =
    proven === null
      ? words.say("wizard.proof.checking")
      : words.sayCode("wizard.proof-title", verdict, { name });
  const lead =
    proven === null ? "" : words.say("wizard.proof.lead", { at: words.clock(proven.at, now) });
  return (
    <WizardFrame
      station="proof"
      title={title}
      live={title}
      next={<Main verdict={verdict} />}
      more={<More busy={busy} onCheck={check} />}
    >
      <div className="stack">
        <Heading
          state={
            proven === null
              ? "busy"
              : verdict === "good"
                ? "ok"
                : verdict === "broken"
                  ? "bad"
                  : "unknown"
          }
          lead={lead}
        >
          {title}
        </Heading>
        <NobodyRenews page={page} />
        {problem !== null && <ProblemCard problem={problem} />}
        {proven !== null && <Evidence proven={proven} name={name} />}
        <ProofReceipt />
      </div>
    </WizardFrame>
  );
}

function Main({ verdict }: { readonly verdict: Proven["report"]["verdict"] }) {
  const words = useWords();
  const { go } = useEngine();
  const isBroken = verdict === "broken";
  return (
    <Button onClick={() => void go(isBroken ? "plan" : "home")}>
      {words.say(isBroken ? "wizard.proof.to-plan" : "wizard.proof.done")}
    </Button>
  );
}

function More({
  busy,
  onCheck,
}: {
  readonly busy: boolean;
  readonly onCheck: () => Promise<void>;
}) {
  const words = useWords();
  return (
    <>
      <Button
        variant="subtle"
        onClick={() => window.print()}
        leftSection={<IconPrinter size={18} />}
      >
        {words.say("wizard.print")}
      </Button>
      <BusyButton
        variant="default"
        busy={busy}
        onClick={() => void onCheck()}
        leftSection={<IconRefresh size={17} />}
      >
        {words.say("wizard.proof.check-now")}
      </BusyButton>
    </>
  );
}

/** Until renewal is handed over, this is the first thing that is said. */
function NobodyRenews({ page }: { readonly page: Page }) {
  const words = useWords();
  const certificate = ownRun(page)?.certificate ?? null;
  const server = page.servers.find(({ name }) => name === page.wizard.draft.name);
  const until = certificate?.notAfter ?? server?.certificate?.notAfter ?? null;
  if (until === null) return null;
  return (
    <Note state="warn">
      <p>
        <b>{words.say("wizard.proof.nobody-renews", { date: words.day(until) })}</b>{" "}
        {words.say("wizard.proof.renew-how")}
      </p>
    </Note>
  );
}

function Evidence({ proven, name }: { readonly proven: Proven; readonly name: string }) {
  const words = useWords();
  const { page } = useEngine();
  const [era, setEra] = useState<Era>("1.93");
  const [flat, setFlat] = useState(false);
  const [picked, setPicked] = useState<StopId | null>(null);
  const { report } = proven;
  const proxied =
    page.plan?.plan?.steps.some(
      ({ kind, id }) => kind === "write-file" && id.startsWith("proxy"),
    ) === true
      ? true
      : null;
  const way = wayOfReport(report, name, era, proxied);
  const shown = picked ?? endOf(way)?.id ?? null;
  const lines = [{ title: words.sayCode("wizard.from", era), way }];
  const [worst, ...rest] = report.problems.filter(({ severity }) => severity !== "info");
  return (
    <>
      <section
        className="card is-lift is-route"
        aria-label={words.say("wizard.route.label", { name })}
      >
        <div className="card-h">
          <h2 className="h3">{sayWay(way, era, words)}</h2>
          <RouteTools {...{ era, flat }} onEra={setEra} onFlat={setFlat} phoneIsFlat />
        </div>
        <RoutePicture
          way={way}
          flat={flat}
          from={sayFrom(era, words)}
          label={words.say("wizard.route.label", { name })}
          say={sayWay(way, era, words)}
          picked={shown}
          onPick={setPicked}
        />
        {shown !== null && <AboutStop stop={shown} lines={lines} inCard />}
        <RouteTable lines={lines} />
      </section>
      {worst !== undefined && <ProblemCard problem={worst} />}
      <ProofLogin client={ownRun(page)?.login ?? report.client} />
      <ProofParts report={report} />
      {rest.map((each) => (
        <ProblemCard key={`${each.code} ${each.evidence ?? ""}`} problem={each} level={3} />
      ))}
    </>
  );
}
