import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answerAsset, loadAssets, type Assets } from "../../../electron/web/assets.ts";

let folder: string;
let assets: Assets;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "homeport-assets-"));
  const page = join(folder, "page");
  mkdirSync(join(page, "assets"), { recursive: true });
  writeFileSync(
    join(page, "index.html"),
    '<script nonce="HOMEPORT-NONCE" src="/assets/a.js"></script>',
  );
  writeFileSync(join(page, "assets", "a.js"), "one()");
  writeFileSync(join(page, "notes.exe"), "not for the page");
  writeFileSync(join(folder, "secret.txt"), "not ours");
  symlinkSync(join(folder, "secret.txt"), join(page, "linked.txt"));
  assets = await loadAssets(page);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the files of the page", () => {
  test("are the built ones and no link, no other kind", () => {
    expect([...assets.keys()].toSorted()).toEqual(["/assets/a.js", "/index.html"]);
  });

  test.each([
    "/../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/assets/../index.html",
    "/assets/%61.js",
    "//index.html",
    "/index.html/",
    "/index.html%00",
    "/INDEX.HTML",
    "/assets",
    "\\..\\secret.txt",
    "",
  ])("are answered by the list alone: %s is not there", (path) => {
    const answer = answerAsset(assets, path);
    expect(answer.status).toBe(404);
    expect(answer.body).toBe("");
  });

  test("have a policy that runs only our own scripts", () => {
    const { headers } = answerAsset(assets, "/");
    const policy = headers["content-security-policy"] ?? "";
    expect(policy.replace(/'nonce-[^']+'/, "NONCE").split("; ")).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self' NONCE",
      "img-src 'self' data:",
      "font-src 'self'",
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ]);
    expect(headers["x-content-type-options"]).toBe("nosniff");
  });

  test("carry a fresh nonce each time, the one that the policy names", () => {
    const [first, second] = [answerAsset(assets, "/"), answerAsset(assets, "/")];
    const nonceOf = (body: unknown) => /nonce="([^"]+)"/.exec(String(body))?.[1] ?? "";
    expect(nonceOf(first.body)).not.toBe(nonceOf(second.body));
    expect(first.headers["content-security-policy"]).toContain(`'nonce-${nonceOf(first.body)}'`);
    expect(String(first.body)).not.toContain("HOMEPORT-NONCE");
  });
});
