import { Button } from "@mantine/core";
import { Logo } from "../frame/logo.tsx";
import { CopyRow } from "../parts/copy.tsx";
import { Glyph } from "../parts/glyph.tsx";
import { useWords } from "../words/use-words.ts";

/** Asks for a fresh page once more; where no terminal shows its address, Homeport is started anew. */
function FreshPage({ command }: { readonly command: string | null }) {
  const words = useWords();
  return (
    <>
      <div>
        <Button onClick={() => location.reload()}>{words.say("wizard.no-engine.ask-again")}</Button>
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
  readonly why: "used-up" | "opened" | "gone" | "stopped";
  /** What starts the wizard again, where that is known. */
  readonly command?: string | null;
}

/** What the page says when it has no engine: the code was used, a fresh page was opened, Homeport was ended, or the page has stopped. */
export function NoEngine({ why, command = null }: NoEngineProps) {
  const words = useWords();
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
          <div className="fr-finding" role="alert">
            <Glyph state="info" size={30} />
            <div className="stack g12">
              <h1 className="h1">{words.sayCode("wizard.no-engine", why)}</h1>
              <p className="lead">{words.sayCode("wizard.no-engine", `${why}-more`)}</p>
              {why === "used-up" && <FreshPage command={command} />}
            </div>
          </div>
        </div>
      </main>
    </div>
  );
}
