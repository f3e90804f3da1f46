import { Logo } from "../frame/logo.tsx";
import { Glyph } from "../parts/glyph.tsx";
import { useWords } from "../words/use-words.ts";

/** What the page says when it has no engine: the code was used, a fresh page was opened, Homeport was ended, or the page has stopped. */
export function NoEngine({ why }: { readonly why: "used-up" | "opened" | "gone" | "stopped" }) {
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
            <div>
              <h1 className="h1">{words.sayCode("wizard.no-engine", why)}</h1>
              <p className="lead">{words.sayCode("wizard.no-engine", `${why}-more`)}</p>
            </div>
          </div>
        </div>
      </main>
    </div>
  );
}
