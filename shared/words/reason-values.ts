import { spanOf, type SayKey } from "./span.ts";
import { stepName } from "./step-name.ts";

/** What turns codes into texts. */
interface Voice {
  readonly say: SayKey;
  readonly sayCode: (
    group: string,
    code: string,
    values?: { readonly [key: string]: string },
  ) => string;
}

/**
 * Values of a reason as people read them: a step (`step`, `until`) by its name, `seconds` also as `span`, a
 * length of time in its own unit, the code of a problem (`why`) also as `fault`, its title, and `eras`, joined by
 * commas, also as `generations`, in the singular where it is one. Takes the reason's data; gives only what is
 * said in another form.
 */
export function reasonValues(
  data: { readonly [key: string]: unknown },
  voice: Voice,
): { readonly [key: string]: string } {
  const values: { [key: string]: string } = {};
  for (const key of ["step", "until"]) {
    const id = data[key];
    if (typeof id === "string") values[key] = stepName(id, null, voice);
  }
  const { seconds, why, eras } = data;
  if (typeof eras === "string")
    values["generations"] = voice.say("generations.named", {
      eras,
      count: eras.split(", ").length,
    });
  if (typeof why === "string") values["fault"] = faultOf(why, voice);
  if (typeof seconds === "number") values["span"] = spanOf(seconds, voice);
  return values;
}

/** What a problem is called, inside a sentence; the code itself where it is none. */
function faultOf(code: string, { sayCode }: Voice): string {
  const title = sayCode("problems", `${code}.title`);
  if (title === `${code}.title`) return code;
  return title.replace(/^(?:The|Something|Nothing|Others|One|An|A)\b/, (word) =>
    word.toLowerCase(),
  );
}
