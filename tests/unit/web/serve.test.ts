import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { LETS_ENCRYPT } from "../../../electron/engine/lets-encrypt.ts";
import { serveWizard } from "../../../electron/web/serve.ts";

let folder = "";
const told: { readonly url?: string }[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "homeport-serve-"));
});
afterEach(async () => {
  told.length = 0;
  await rm(folder, { recursive: true, force: true });
});

/** Serves the wizard in practice; `early` is called as soon as the address is told. */
function serve(
  port: number,
  stateFolder = join(folder, "state"),
  early: (url: URL) => void = () => undefined,
) {
  return serveWizard({
    real: {
      stateFolder,
      caPems: [],
      dnsServers: [],
      connectTo: [],
      stop: new AbortController().signal,
      acme: {
        directory: LETS_ENCRYPT.live,
        staging: LETS_ENCRYPT.staging,
        profile: null,
        keyType: "ec256",
        email: null,
      },
      remember: {},
    },
    page: folder,
    port,
    opens: false,
    practiceOnly: true,
    practice: true,
    language: "en",
    command: "./homeport serve",
    tell: (line: { readonly url?: string }) => {
      told.push(line);
      if (line.url !== undefined) early(new URL(line.url));
    },
    tellBug: async (thrown) => {
      throw new Error("a bug was told", { cause: thrown });
    },
    noteRun: () => undefined,
  });
}

async function post(url: URL, path: string, body: object, token = ""): Promise<unknown> {
  const headers = {
    origin: url.origin,
    "content-type": "application/json",
    ...(token === "" ? {} : { authorization: `Bearer ${token}` }),
  };
  const sent = { method: "POST", headers, body: JSON.stringify(body) };
  const answer = await fetch(new URL(path, url), sent);
  return answer.json();
}

/** What a page does first: exchanges its code, and asks for the state. */
async function askState(url: URL): Promise<unknown> {
  const code = new URLSearchParams(url.hash.slice(1)).get("code");
  const { token } = (await post(url, "/api/session", { code })) as { readonly token: string };
  return post(url, "/api/wizard.state", {}, token);
}

test("what a page asks before the engine is there waits for it, and finds the world that was wanted", async () => {
  const answers: Promise<unknown>[] = [];
  const served = await serve(0, undefined, (url) => answers.push(askState(url)));
  expect(answers).toHaveLength(1);
  expect(await answers[0]).toMatchObject({
    ok: true,
    value: { practice: true, draft: { name: null } },
  });
  if (served.ok) await served.value.close();
});

test("a port that is taken is told as that, and no address", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const address = other.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  expect(await serve(port)).toMatchObject({ ok: false, error: { code: "port-taken" } });
  expect(told).toEqual([]);
  other.close();
});

test("a state folder that cannot be read is told before any address", async () => {
  const file = join(folder, "no-folder");
  await writeFile(file, "");
  await expect(serve(0, file)).rejects.toThrow("ENOTDIR");
  expect(told).toEqual([]);
});
