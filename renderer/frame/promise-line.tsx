import {
  IconArrowBackUp,
  IconClock,
  IconHourglassFilled,
  IconQuestionMark,
  IconShieldCheck,
} from "@tabler/icons-react";
import { useEngine } from "../state/use-engine.ts";
import { useNow } from "../parts/use-now.ts";
import { useWords } from "../words/use-words.ts";
import { promiseOf, type Promised } from "./promise.ts";

const ICONS = {
  untouched: IconShieldCheck,
  changing: IconClock,
  kept: IconShieldCheck,
  undone: IconArrowBackUp,
  waiting: IconHourglassFilled,
  unknown: IconQuestionMark,
} as const satisfies { readonly [kind in Promised["kind"]]: unknown };

/** What has been changed so far; never goes away and never lies. */
export function PromiseLine() {
  const words = useWords();
  const { page } = useEngine();
  const now = useNow(30_000);
  const promised = promiseOf(page);
  const Icon = ICONS[promised.kind];
  const values = {
    count: promised.count,
    host: promised.host ?? words.say("wizard.promise.machine"),
    at: promised.at === null ? "" : words.clock(promised.at, now),
  };
  return (
    <div className="promise">
      <Icon size={22} stroke={1.8} aria-hidden />
      <span>
        <b>{words.sayCode("wizard.promise", promised.title, values)}</b>
        <small>{words.sayCode("wizard.promise", `${promised.title}-more`, values)}</small>
      </span>
    </div>
  );
}
