import { useEffect, useRef, useState } from "react";
import { Logo } from "../frame/logo.tsx";
import { BusyButton } from "../parts/busy-button.tsx";
import { CopyRow } from "../parts/copy.tsx";
import { Glyph, Is } from "../parts/glyph.tsx";
import { askAgain } from "../transport.ts";
import { useWords } from "../words/use-words.ts";

interface FreshPageProps {
  readonly command: string | null;
  readonly onEnd: (why: "opened" | "gone") => void;
}

/** Asks for a fresh page once more, and says what came of it; where no terminal shows its address, Homeport is started anew. */
function FreshPage({ command, onEnd }: FreshPageProps) {
  const words = useWords();
  const [asked, setAsked] = useState(0);
  const [busy, setBusy] = useState(false);
  const ask = async (): Promise<void> => {
    setBusy(true);
    const again = await askAgain().catch(() => null);
    setBusy(false);
    if (again === null || again.opened) return onEnd(again === null ? "gone" : "opened");
    setAsked(asked + 1);
  };
  return (
    <>
      <div>
        <BusyButton busy={busy} onClick={() => void ask()}>
          {words.say("wizard.no-engine.ask-again")}
        </BusyButton>
      </div>
      <div role="status">
        {asked > 0 && <Is state="ok">{words.say("wizard.no-engine.printed", { count: asked })}</Is>}
      </div>
      {command !== null && (
        <>
          <p className="second ink2 prose">{words.say("wizard.no-engine.start-anew")}</p>
          <CopyRow value={command} what={words.say("wizard.host.command")} />
        </>
      )}
    </>
  );
}

interface NoEngineProps {
  readonly why: "used-up" | "opened" | "gone" | "ended" | "stopped";
  /** What starts the wizard again, where that is known. */
  readonly command?: string | null;
}

/** What comes while something else is shown. */
const ALERTS: ReadonlySet<NoEngineProps["why"]> = new Set(["gone", "ended", "stopped"]);

/** What the page says when it has no engine: the code was used or its sign-in ended, a fresh page was opened, Homeport was ended, or the page has stopped. */
export function NoEngine({ why: first, command = null }: NoEngineProps) {
  const words = useWords();
  const [why, setWhy] = useState(first);
  const heading = useRef<HTMLHeadingElement>(null);
  const title = words.sayCode("wizard.no-engine", why);
  useEffect(() => {
    document.title = `${title} · Homeport`;
    heading.current?.focus();
  }, [title]);
  return (
    <div className="fr">
      <header className="fr-head">
        <span className="fr-logo is-plain">
          <Logo />
          <b>Homeport</b>
        </span>
      </header>
      <main className="fr-main">
        <div className="fr-in is-slim">
          <div className="fr-finding" role={ALERTS.has(why) ? "alert" : undefined}>
            <Glyph state="info" size={30} />
            <div className="stack g12">
              <h1 className="h1" tabIndex={-1} ref={heading}>
                {title}
              </h1>
              <p className="lead">{words.sayCode("wizard.no-engine", `${why}-more`)}</p>
              {(why === "used-up" || why === "ended") && (
                <FreshPage command={command} onEnd={setWhy} />
              )}
            </div>
          </div>
        </div>
      </main>
    </div>
  );
}
