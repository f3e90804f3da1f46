import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CHROMIUM, openBrowser } from "./chromium.ts";
import { serveWizard, type Wizard } from "./wizard.ts";

/** Tries in a page what its policy forbids; gives what was stopped, and what came of it all the same. */
const TRY_ALL = `(async () => {
  const stopped = new Set();
  addEventListener("securitypolicyviolation", (event) => stopped.add(event.effectiveDirective));
  const add = (tag, given) => document.body.append(Object.assign(document.createElement(tag), given));
  add("script", { textContent: "globalThis.planted = true" });
  add("img", { src: "https://elsewhere.example/planted.png" });
  add("iframe", { src: "https://elsewhere.example/" });
  add("base", { href: "https://elsewhere.example/" });
  add("style", { textContent: "body { outline: 7px solid red }" });
  const form = document.createElement("form");
  form.action = location.origin + "/planted";
  document.body.append(form);
  form.submit();
  const fetched = await fetch("http://127.0.0.1:1/").then(() => true, () => false);
  const wanted = 7;
  for (let tries = 0; stopped.size < wanted && tries < 1200; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 25));
  return {
    stopped: [...stopped].sort(),
    planted: globalThis.planted === true,
    fetched,
    base: document.baseURI === location.href,
    outline: getComputedStyle(document.body).outlineWidth === "7px",
  };
})()`;

describe.skipIf(CHROMIUM === null)("the policy of the page in a browser", () => {
  let browser: Browser;
  let wizard: Wizard;
  beforeAll(async () => {
    browser = await openBrowser();
    wizard = await serveWizard(["--practice"]);
  }, 60_000);
  afterAll(async () => {
    await wizard?.stop();
    await browser?.close();
  });

  test("stops scripts, styles, frames and forms that were put into it, and requests to elsewhere", async () => {
    const page = await wizard.open(browser);
    expect(await page.evaluate(TRY_ALL)).toEqual({
      stopped: [
        "base-uri",
        "connect-src",
        "form-action",
        "frame-src",
        "img-src",
        "script-src-elem",
        "style-src-elem",
      ],
      planted: false,
      fetched: false,
      base: true,
      outline: false,
    });
  }, 60_000);
});
