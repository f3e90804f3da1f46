import {
  IconArrowRampRight,
  IconCheck,
  IconExclamationMark,
  IconEyeOff,
  IconHourglassFilled,
  IconX,
} from "@tabler/icons-react";
import type { Mark } from "./way.ts";

/** The mark of a stop. Its shape tells its state without colour; the word beside it tells it to everybody. */
export function Marker({ mark }: { readonly mark: Mark }) {
  return (
    <span className={`rt-mark m-${mark}`} aria-hidden>
      <Sign mark={mark} />
    </span>
  );
}

function Sign({ mark }: { readonly mark: Mark }) {
  const usual = { size: 15, stroke: 3, "aria-hidden": true } as const;
  switch (mark) {
    case "ok":
      return <IconCheck {...usual} />;
    case "turn":
      return <IconArrowRampRight {...usual} className="rt-flip" />;
    case "unchecked":
      return <IconEyeOff {...usual} stroke={2.2} />;
    case "warn":
      return <IconExclamationMark {...usual} />;
    case "bad":
      return <IconX {...usual} size={17} />;
    case "wait":
      return <IconHourglassFilled size={14} aria-hidden />;
    case "pass":
    case "none":
    case "dark":
    case "busy":
    case "ahead":
      return null;
  }
}

/** The last stop: Synapse in its berth. */
export function Berth({ mark }: { readonly mark: Mark }) {
  return (
    <span className={`rt-quay m-${mark}`} aria-hidden>
      <svg viewBox="0 0 44 44" width="44" height="44">
        <path
          d="M15 5 H22 a17 17 0 0 1 0 34 H15"
          fill="none"
          strokeWidth="5"
          strokeLinecap="round"
        />
      </svg>
      <Marker mark={mark} />
    </span>
  );
}

/** Another server, on its way. */
export function Ship() {
  return (
    <svg viewBox="0 0 44 44" width="44" height="44" aria-hidden className="rt-ship">
      <circle cx="22" cy="22" r="20" className="a" />
      <path d="M22 9v17M22 11c5 2.5 8 7 9 13h-9M20 14c-3 3-5 6-6.5 10H20" className="b" />
      <path d="M12 28h20c-1 3.5-3 5.5-6 5.5h-8c-3 0-5-2-6-5.5z" className="c" />
    </svg>
  );
}
