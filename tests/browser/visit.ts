import type { Page } from "@playwright/test";

/** How a state was brought about: by driving the wizard, or by feeding its page an answer that no engine gave. */
export type How = "driven" | "stand-in";

/** Does something with a screen when a tour has come to it. */
export type Visit = (name: string, page: Page, how?: How) => Promise<void>;
