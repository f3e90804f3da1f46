import { Button } from "@mantine/core";
import { IconDownload, IconPrinter } from "@tabler/icons-react";
import type { Plan, PublishedFile } from "../../shared/plan/plan.ts";
import { zoneText } from "../../shared/render/zone-records.ts";
import { saveFile } from "../parts/save-file.ts";
import { useEngine } from "../state/use-engine.ts";
import { useWords } from "../words/use-words.ts";

/** What can be taken away besides the plan's file: the plan on paper, and its files and records to put in place by hand. */
export function PlanTake({ plan }: { readonly plan: Plan }) {
  const words = useWords();
  const { page } = useEngine();
  const mark = page.wizard.practice ? words.say("wizard.practice.saved") : "";
  const text = handText(plan, mark);
  return (
    <section className="card">
      <h2 className="h3">{words.say("wizard.plan.take")}</h2>
      <div className="stack g4">
        <Button
          variant="subtle"
          size="compact-sm"
          className="start"
          leftSection={<IconPrinter size={16} />}
          onClick={() => window.print()}
        >
          {words.say("wizard.print")}
        </Button>
        {text !== mark && (
          <Button
            variant="subtle"
            size="compact-sm"
            className="start"
            leftSection={<IconDownload size={16} />}
            onClick={() => saveFile(`${plan.serverName}-files.txt`, text, "text/plain")}
          >
            {words.say("wizard.plan.as-files")}
          </Button>
        )}
      </div>
    </section>
  );
}

/** The files and records of a plan in one text, each under its place. */
function handText({ steps, publish }: Plan, mark: string): string {
  const files = steps.flatMap((step): readonly Pick<PublishedFile, "path" | "content">[] => {
    if (step.kind === "write-file" && step.after !== null)
      return [{ path: step.file.path, content: step.after }];
    return step.kind === "publish-file" ? step.files : [];
  });
  const texts = files.map(({ path, content }) => `# ${path}\n${content}`);
  const records = publish.records.length === 0 ? [] : [zoneText(publish.records)];
  return [...(mark === "" ? [] : [mark]), ...texts, ...records].join("\n\n");
}
