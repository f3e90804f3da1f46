import { Button } from "@mantine/core";
import type { Problem } from "../../shared/problems/problem.ts";
import { Heading } from "../frame/heading.tsx";
import { WizardFrame } from "../frame/wizard-frame.tsx";
import { CopyRow } from "../parts/copy.tsx";
import { Fingerprint } from "../parts/fingerprint.tsx";
import { useEngine } from "../state/use-engine.ts";
import { useWords } from "../words/use-words.ts";
import { printKeyCommand } from "./host-key-card.tsx";

/** The machine shows another key than the one on record: nothing was sent to it. */
export function HostChanged({
  problem,
  onBack,
}: {
  readonly problem: Problem;
  readonly onBack: () => void;
}) {
  const words = useWords();
  const { go } = useEngine();
  const text = words.problem(problem);
  const fingerprint =
    typeof problem.data["fingerprint"] === "string" ? problem.data["fingerprint"] : "";
  const known = typeof problem.data["expected"] === "string" ? problem.data["expected"] : "";
  return (
    <WizardFrame
      station="host"
      title={text.title}
      more={
        <Button variant="default" onClick={onBack}>
          {words.say("wizard.host.try-other")}
        </Button>
      }
      next={<Button onClick={() => void go("home")}>{words.say("wizard.host.stay-away")}</Button>}
    >
      <div className="stack mid" role="alert">
        <Heading state="bad" lead={words.say("wizard.host.changed-lead")}>
          {text.title}
        </Heading>
        <div className="split even">
          {known !== "" && <Fingerprint title={words.say("wizard.host.on-record")} value={known} />}
          {fingerprint !== "" && (
            <Fingerprint title={words.say("wizard.host.shown-today")} value={fingerprint} bad />
          )}
        </div>
        <FindOut next={text.next} />
      </div>
    </WizardFrame>
  );
}

/** How a person finds out which it is. */
function FindOut({ next }: { readonly next: string }) {
  const words = useWords();
  return (
    <section className="card">
      <h2 className="h2">{words.say("wizard.host.find-out")}</h2>
      <ol className="lines second">
        <li>
          <span className="ink3">1</span>
          <div className="grow">{words.say("wizard.host.find-out-1")}</div>
        </li>
        <li>
          <span className="ink3">2</span>
          <div className="grow stack g8">
            {words.say("wizard.host.find-out-2")}
            <CopyRow
              value={printKeyCommand("ssh-ed25519")}
              what={words.say("wizard.host.command")}
            />
          </div>
        </li>
        <li>
          <span className="ink3">3</span>
          <div className="grow">{next}</div>
        </li>
      </ol>
    </section>
  );
}
