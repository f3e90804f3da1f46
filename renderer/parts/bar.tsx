import type { Shown } from "./glyph.tsx";

/** A share of something, 0 to 1, with its words. */
export function Bar({
  share,
  state,
  label,
}: {
  readonly share: number;
  readonly state: Shown;
  readonly label: string;
}) {
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 100);
  return (
    <div className={`bar s-${state}`} role="img" aria-label={label}>
      <i style={{ width: `${percent}%` }} />
    </div>
  );
}
