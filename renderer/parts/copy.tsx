import { ActionIcon, Button, CopyButton } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useWords } from "../words/use-words.ts";
import { Wrap } from "./wrap.tsx";

const SAID_FOR_MS = 2000;

/** Copies a text; `what` names it for those who do not see beside what the button stands. */
export function CopyWords({ value, what }: { readonly value: string; readonly what: string }) {
  const words = useWords();
  return (
    <CopyButton value={value} timeout={SAID_FOR_MS}>
      {({ copied, copy }) => (
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
          onClick={copy}
          aria-label={words.say(copied ? "wizard.copy.copied-what" : "wizard.copy.what", { what })}
        >
          {words.say(copied ? "wizard.copy.copied" : "wizard.copy.copy")}
        </Button>
      )}
    </CopyButton>
  );
}

/** One line to copy. */
export function CopyRow({ value, what }: { readonly value: string; readonly what: string }) {
  const words = useWords();
  return (
    <div className="copy">
      <code>
        <Wrap text={value} />
      </code>
      <CopyButton value={value} timeout={SAID_FOR_MS}>
        {({ copied, copy }) => (
          <ActionIcon
            variant="subtle"
            size={32}
            onClick={copy}
            aria-label={words.say(copied ? "wizard.copy.copied-what" : "wizard.copy.what", {
              what,
            })}
          >
            {copied ? <IconCheck size={17} /> : <IconCopy size={17} />}
          </ActionIcon>
        )}
      </CopyButton>
    </div>
  );
}

/** A text of several lines to copy. */
export function CopyText({
  value,
  what,
  wrap = false,
}: {
  readonly value: string;
  readonly what: string;
  readonly wrap?: boolean;
}) {
  return (
    <div className="code">
      <div className="code-h">
        <span>{what}</span>
        <CopyWords value={value} what={what} />
      </div>
      <pre
        className={`plain ${wrap ? "is-wrap" : ""}`}
        tabIndex={0}
        role="region"
        aria-label={what}
      >
        <bdi>{value}</bdi>
      </pre>
    </div>
  );
}
