import type { Page } from "@playwright/test";
import { whole } from "./in-language.ts";
import type { RealWorld } from "./real-world.ts";
import { bendZones, stillAtQuestion } from "./stand-still.ts";
import type { Visit } from "./visit.ts";
import { checkedEverything, finding, press } from "./walk.ts";

/** From the plan through preflight: while it runs, with no plan any more, with something to look at, and fine. */
export async function tourPreflight(page: Page, real: RealWorld, visit: Visit): Promise<void> {
  const still = stillAtQuestion(real, "one.example", "CAA");
  await press(page, "Check everything first");
  await still;
  await page.locator(".pf .s-ok, .pf .glyph").first().waitFor();
  await visit("preflight-running", page);
  real.wizard.process.kill("SIGCONT");
  const again = page.getByRole("button", { name: whole(page, "Check again"), disabled: false });
  await again.waitFor();
  const allow = bendZones(real.world, (name, type) => (type === "CAA" ? forbidding(name) : null));
  await again.click();
  await finding(page, "No plan leads there");
  await visit("preflight-no-plan", page);
  allow();
  const answer = bendZones(real.world, (_, type) => (type === "CAA" ? REFUSED : null));
  await press(page, "Look again");
  await finding(page, /look at/);
  await visit("preflight-warning", page);
  answer();
  await again.click();
  await finding(page, /fine/);
  await checkedEverything(page);
}

const REFUSED = { rcode: "REFUSED", records: [] } as const;

/** A record that lets no CA issue (RFC 8659 section 4.2). */
function forbidding(name: string) {
  const data = { flags: 0, tag: "issue", value: ";" } as const;
  return { rcode: "NOERROR", records: [{ name, ttl: 300, type: "CAA", data }] } as const;
}
