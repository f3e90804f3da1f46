import type { Output } from "../../shared/api/contract.ts";
import { ERAS } from "../../shared/domain/era.ts";
import { Bar } from "../parts/bar.tsx";
import { Is, type Shown } from "../parts/glyph.tsx";
import { Mono } from "../parts/wrap.tsx";
import { useWords } from "../words/use-words.ts";

type Report = Output<"proof.check">["report"];

const VERDICTS: { readonly [verdict: string]: Shown } = {
  reached: "ok",
  refused: "warn",
  unreachable: "warn",
  unknown: "unknown",
};

/** They reach you, you reach them, and how long it stays that way. */
export function ProofParts({ report }: { readonly report: Report }) {
  return (
    <div className="tri">
      <TheyReach report={report} />
      <YouReach report={report} />
      <Stays report={report} />
    </div>
  );
}

function TheyReach({ report }: { readonly report: Report }) {
  const words = useWords();
  return (
    <section className="card stack g8">
      <h2 className="h3">{words.say("wizard.proof.they-reach")}</h2>
      <ul className="stack g8 second">
        {report.addresses.map(({ address, port, tcp, tls, keys }) => (
          <li key={`${address} ${port}`}>
            <Is state={tcp === "open" && keys?.matches === true ? "ok" : "bad"}>
              <Mono>{address}</Mono> {words.say("wizard.proof.port", { port })},{" "}
              {words.sayCode("tcp", tcp)}
              {tls !== null && tls.version !== null && <bdi>{`, TLS ${tls.version}`}</bdi>}
            </Is>
          </li>
        ))}
        {report.addresses.some(({ tls }) => tls?.complete === true && tls.matches === true) && (
          <li>
            <Is state="ok">{words.say("wizard.proof.full-chain")}</Is>
          </li>
        )}
        {report.addresses.some(({ keys }) => keys?.matches === true) && (
          <li>
            <Is state="ok">{words.say("wizard.proof.keys-match")}</Is>
          </li>
        )}
      </ul>
    </section>
  );
}

function YouReach({ report }: { readonly report: Report }) {
  const words = useWords();
  const { outbound } = report;
  return (
    <section className="card stack g8">
      <h2 className="h3">{words.say("wizard.proof.you-reach")}</h2>
      {outbound === null ? (
        <p className="second ink2">{words.say("wizard.proof.outbound-unknown")}</p>
      ) : (
        <ul className="stack g8 second">
          {ERAS.map((era) => (
            <li key={era}>
              <Is state={VERDICTS[outbound[era].verdict] ?? "unknown"}>
                {words.sayCode("peers", era)}: {words.sayCode("outbound", outbound[era].why)}
              </Is>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Stays({ report }: { readonly report: Report }) {
  const words = useWords();
  const share = report.addresses.find(({ tls }) => tls !== null)?.tls?.lifeLeftShare ?? null;
  const label = share === null ? "" : words.say("check.life", { share: Math.round(share * 100) });
  return (
    <section className="card stack g8">
      <h2 className="h3">{words.say("wizard.proof.stays")}</h2>
      {share !== null && <Bar share={share} state={share < 1 / 3 ? "warn" : "ok"} label={label} />}
      <ul className="stack g8 second">
        {share !== null && (
          <li>
            <Is state={share < 1 / 3 ? "warn" : "ok"}>{label}</Is>
          </li>
        )}
        {report.cacheSeconds !== null && (
          <li>
            <Is state="info">
              {words.say("wizard.proof.cached", { span: words.span(report.cacheSeconds) })}
            </Is>
          </li>
        )}
      </ul>
    </section>
  );
}
