import { Button } from "@mantine/core";
import { IconFingerprint } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { CopyRow } from "../parts/copy.tsx";
import { Fingerprint } from "../parts/fingerprint.tsx";
import { Is } from "../parts/glyph.tsx";
import { useEngine } from "../state/use-engine.ts";
import { useWords } from "../words/use-words.ts";
import type { KeyShown } from "./use-connect.ts";

/** A key type's file on the machine; what ssh-keygen names its kinds. */
const FILES: { readonly [type: string]: string } = {
  "ssh-ed25519": "ed25519",
  "ssh-rsa": "rsa",
  "rsa-sha2-256": "rsa",
  "rsa-sha2-512": "rsa",
};

/** The command that prints a key's fingerprint on the machine itself. */
export function printKeyCommand(type: string): string {
  const kind = FILES[type] ?? (type.startsWith("ecdsa") ? "ecdsa" : "ed25519");
  return `ssh-keygen -lf /etc/ssh/ssh_host_${kind}_key.pub`;
}

/** A key that is shown for the first time, to be compared once. */
export function HostKeyCard({
  shown,
  onDifferent,
}: {
  readonly shown: KeyShown;
  readonly onDifferent: () => void;
}) {
  const words = useWords();
  const { practice } = useEngine().page.wizard;
  const card = useRef<HTMLElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  // On a narrow window the card comes under the form: nobody says "they match" of a key out of sight.
  useEffect(() => {
    // Newer browsers give a promise here, which React would take for the way to clean up.
    card.current?.scrollIntoView({ block: "nearest" });
    // Not on the button: pressing Enter twice would say that a key nobody has compared is right.
    title.current?.focus({ preventScroll: true });
  }, []);
  return (
    <aside className="card is-lift stack g12" aria-labelledby="host-key" ref={card}>
      <div className="row nowrap">
        <IconFingerprint size={28} aria-hidden className="logo" />
        <h2 className="h2" id="host-key" tabIndex={-1} ref={title}>
          {words.say("wizard.host.is-it-yours")}
        </h2>
      </div>
      <p className="second ink2 prose">{words.say("wizard.host.compare")}</p>
      <Fingerprint
        title={words.say("wizard.host.key-title", {
          type: shown.type.replace(/^ssh-/, "").toUpperCase(),
        })}
        value={shown.fingerprint}
      />
      {practice && <p className="second ink2 prose">{words.say("wizard.host.compare-practice")}</p>}
      {shown.authority && <Is state="idle">{words.say("wizard.host.authority")}</Is>}
      <div className="stack g4">
        <p className="second ink2">{words.say("wizard.host.prints-it")}</p>
        <CopyRow value={printKeyCommand(shown.type)} what={words.say("wizard.host.command")} />
      </div>
      <Button
        variant="subtle"
        color="bad"
        size="compact-sm"
        className="start"
        onClick={onDifferent}
      >
        {words.say("wizard.host.different")}
      </Button>
    </aside>
  );
}
