/** The tab's own storage; no other tab and no other origin (which has its port in it) reads it. */
const KEY = "homeport-bearer";

/**
 * Takes the bearer that the page before in this tab has left; null where there was none. From then on
 * nothing is stored: a tab that is copied while a page is shown copies none.
 */
export function takeKeptBearer(): string | null {
  try {
    const kept = sessionStorage.getItem(KEY);
    sessionStorage.removeItem(KEY);
    return kept;
  } catch {
    // A browser that keeps nothing for pages: then a reload asks for a fresh page.
    return null;
  }
}

/** Leaves the bearer for the next page of this tab when this one goes: reloaded, or left with Back. */
export function keepBearerOverReload(token: string): void {
  addEventListener("pagehide", () => {
    try {
      sessionStorage.setItem(KEY, token);
    } catch {
      // As above.
    }
  });
  // A page that was only put aside comes back with its memory.
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) takeKeptBearer();
  });
}
