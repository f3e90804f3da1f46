import { useEffect, useState } from "react";

/** The present moment in ms since 1970, told again every `every` ms. */
export function useNow(every: number): number {
  const [now, tell] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => tell(Date.now()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}
