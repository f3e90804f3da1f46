import { Button } from "@mantine/core";
import { IconExternalLink } from "@tabler/icons-react";
import { Heading } from "../frame/heading.tsx";
import { WizardFrame } from "../frame/wizard-frame.tsx";
import { Note } from "../parts/glyph.tsx";
import { Mono } from "../parts/wrap.tsx";
import { useEngine } from "../state/use-engine.ts";
import { useWords } from "../words/use-words.ts";
import { StopButton } from "./stop-button.tsx";

/** The approval is asked outside the page, where no script of the page reaches it. */
export function ApplyApproving() {
  const words = useWords();
  const { page, attempt, tell } = useEngine();
  const { approvalAt, digest, name } = page.apply;
  const { host } = page.wizard.connected;
  const title = words.say("wizard.apply.approving");
  const askAgain = async (): Promise<void> => {
    const state = await attempt("apply.askAgain", {});
    if (state !== null) tell({ event: "run", state });
  };
  return (
    <WizardFrame station="apply" title={title} locked live={title} next={<StopButton plain />}>
      <div className="stack mid">
        <Heading state="wait" lead={words.sayCode("wizard.approval-at", approvalAt ?? "dialog")}>
          {title}
        </Heading>
        {(approvalAt === "browser" || approvalAt === "terminal") && (
          <Button
            variant="default"
            className="start"
            leftSection={<IconExternalLink size={17} />}
            onClick={() => void askAgain()}
          >
            {words.sayCode("wizard.apply.ask-again", approvalAt)}
          </Button>
        )}
        <section className="card is-lift">
          <h2 className="h3">{words.say("wizard.apply.it-shows")}</h2>
          <dl className="facts">
            <dt>{words.say("wizard.apply.server")}</dt>
            <dd>
              <bdi>{name ?? ""}</bdi>
            </dd>
            {host !== null && (
              <>
                <dt>{words.say("wizard.apply.machine")}</dt>
                <dd>
                  <Mono>{host.target}</Mono>
                </dd>
              </>
            )}
            <dt>{words.say("approval.digest")}</dt>
            <dd>
              <Mono>{digest ?? ""}</Mono>
            </dd>
          </dl>
        </section>
        <Note state="info">
          <p>{words.say("wizard.apply.compare-digest")}</p>
        </Note>
      </div>
    </WizardFrame>
  );
}
