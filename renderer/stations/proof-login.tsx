import type { Output } from "../../shared/api/contract.ts";
import { CopyRow } from "../parts/copy.tsx";
import { Is } from "../parts/glyph.tsx";
import { useWords } from "../words/use-words.ts";

type Client = Output<"proof.check">["report"]["client"];

/** How people log in: the address to type, proven from outside. */
export function ProofLogin({ client }: { readonly client: Client }) {
  const words = useWords();
  if (client === null) return null;
  const title = words.say("wizard.proof.login");
  return (
    <section className="card stack g12" aria-label={title}>
      <h2 className="h2">{title}</h2>
      <p className="ink2 prose">
        {words.say(client.discovered ? "wizard.proof.login-name" : "wizard.proof.login-address")}
      </p>
      <CopyRow value={client.homeserver} what={words.say("wizard.proof.homeserver")} />
      <Is state={client.proven ? "ok" : "warn"}>
        {words.say(client.proven ? "wizard.proof.login-proven" : "wizard.proof.login-not")}
      </Is>
    </section>
  );
}
