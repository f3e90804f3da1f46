import { Wrap } from "../parts/wrap.tsx";
import { useWords } from "../words/use-words.ts";
import type { Stop, Way } from "./way.ts";

/** The same facts as the picture, as a table: one row for each stop, one column for each line. */
export function RouteTable({
  lines,
}: {
  readonly lines: readonly { readonly title: string; readonly way: Way }[];
}) {
  const words = useWords();
  const stops = lines[0]?.way.stops ?? [];
  return (
    <details className="second no-print">
      <summary>{words.say("wizard.route.table")}</summary>
      <div className="scroll">
        <table className="tb">
          <caption className="vh">{words.say("wizard.route.table")}</caption>
          <thead>
            <tr>
              <th scope="col">{words.say("wizard.route.stop")}</th>
              {lines.map(({ title }) => (
                <th scope="col" key={title}>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {stops.map((stop, index) => (
              <tr key={stop.id}>
                <th scope="row">{words.sayCode("wizard.stops", stop.id)}</th>
                {lines.map(({ title, way }) => (
                  <td key={title}>
                    <Cell stop={way.stops[index]} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function Cell({ stop }: { readonly stop: Stop | undefined }) {
  const words = useWords();
  if (stop === undefined) return null;
  return (
    <>
      {words.sayCode("wizard.stop", stop.word)}
      {stop.value !== null && (
        <span className="mono">
          {" "}
          <Wrap text={stop.value} />
        </span>
      )}
    </>
  );
}
