import {
  IconAlertOctagonFilled,
  IconAlertTriangleFilled,
  IconCircleCheckFilled,
  IconCircleDashed,
  IconEyeOff,
  IconHourglassFilled,
  IconInfoCircleFilled,
  IconLoader2,
  IconMinus,
  IconQuestionMark,
} from "@tabler/icons-react";
import type { ReactNode } from "react";

/** A state: its shape first, its colour second, its word always beside it. */
export type Shown =
  "ok" | "warn" | "bad" | "wait" | "idle" | "busy" | "coming" | "unknown" | "info" | "unchecked";

const ICONS = {
  ok: IconCircleCheckFilled,
  warn: IconAlertTriangleFilled,
  bad: IconAlertOctagonFilled,
  wait: IconHourglassFilled,
  idle: IconMinus,
  busy: IconLoader2,
  coming: IconCircleDashed,
  unknown: IconQuestionMark,
  info: IconInfoCircleFilled,
  unchecked: IconEyeOff,
} as const;

/** The shape of a state; a word stands beside it. */
export function Glyph({ state, size = 18 }: { readonly state: Shown; readonly size?: number }) {
  const Icon = ICONS[state];
  return <Icon size={size} className={`glyph s-${state}`} aria-hidden />;
}

/** A finding with its shape. */
export function Is({ state, children }: { readonly state: Shown; readonly children: ReactNode }) {
  return (
    <span className="is">
      <Glyph state={state} />
      <span>{children}</span>
    </span>
  );
}

/** A state in a word or two. */
export function Pill({ state, children }: { readonly state: Shown; readonly children: ReactNode }) {
  return (
    <span className={`pill s-${state}`}>
      <Glyph state={state} size={15} />
      <span>{children}</span>
    </span>
  );
}

/** Something worth knowing, on soft ground. */
export function Note({ state, children }: { readonly state: Shown; readonly children: ReactNode }) {
  return (
    <div className={`note s-${state}`}>
      <Glyph state={state} size={20} />
      <div>{children}</div>
    </div>
  );
}
