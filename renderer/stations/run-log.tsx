import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { CopyWords } from "../parts/copy.tsx";
import { useEngine } from "../state/use-engine.ts";
import { useWords, type Words } from "../words/use-words.ts";
import { logTexts } from "./log-text.ts";

/** Lines that are shown at most; older ones stay in what is copied. */
const MOST_SHOWN = 400;

/** What happened so far, line by line; it can be searched and copied. */
export function RunLog() {
  const words = useWords();
  const { page } = useEngine();
  const [search, setSearch] = useState("");
  const box = useRef<HTMLDivElement>(null);
  const { host, web } = page.wizard.connected;
  const machines = { host: host?.target ?? null, web: web?.target ?? null };
  const texts = logTexts(page.log, { steps: page.apply.steps, machines }, words);
  const lines = page.log.map((line, index) => ({ line, text: texts[index] ?? "" }));
  const wanted = search.trim().toLowerCase();
  const shown = lines.filter(({ text }) => text.toLowerCase().includes(wanted)).slice(-MOST_SHOWN);
  const count = lines.length;
  useEffect(() => {
    if (count > 0 && wanted === "" && box.current !== null)
      box.current.scrollTop = box.current.scrollHeight;
  }, [count, wanted]);
  const title = words.say("wizard.apply.log");
  const whole = lines.map(({ line, text }) => `${line.at} ${text}`).join("\n");
  return (
    <section className="stack g8" aria-label={title}>
      <div className="row between">
        <h2 className="h3">{title}</h2>
        <CopyWords value={whole} what={title} />
      </div>
      <TextInput
        size="xs"
        aria-label={words.say("wizard.apply.search")}
        placeholder={words.say("wizard.apply.search")}
        leftSection={<IconSearch size={15} aria-hidden />}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <div className="log" role="log" aria-live="off" aria-label={title} tabIndex={0} ref={box}>
        {shown.map(({ line, text }) => (
          <p key={line.seq}>
            <i>{words.second(line.at)}</i>
            <span>
              <bdi>{text}</bdi>
            </span>
          </p>
        ))}
        {shown.length === 0 && <p>{emptyText(wanted, words)}</p>}
      </div>
    </section>
  );
}

function emptyText(wanted: string, words: Words): string {
  return words.say(wanted === "" ? "wizard.apply.log-empty" : "wizard.apply.log-none");
}
