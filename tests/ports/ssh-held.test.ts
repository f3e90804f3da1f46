import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ssh2 from "ssh2";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createHosts } from "../../electron/adapters/ssh-hosts.ts";
import type { AskPerson, MachineQuestions } from "../../electron/adapters/ssh-interactive.ts";
import { plainLogin, type HeldLogin } from "../../electron/adapters/ssh-login.ts";

const PASSWORD = "Correct horse 7$'";
const CODE = "481516";

/** A key as OpenSSH's older files hold it, which ssh2 can read. */
function makeKey(passphrase: string | null = null): string {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const locked = passphrase === null ? {} : { cipher: "aes-256-cbc", passphrase };
  return privateKey.export({ type: "pkcs1", format: "pem", ...locked }).toString();
}

const NOTHING: HeldLogin = {
  key: null,
  passphrase: null,
  password: null,
  sudoPassword: null,
  ask: null,
  others: "none",
};

describe("a login whose secrets are held in memory", () => {
  const userKey = makeKey();
  let folder: string;
  let port: number;
  let server: ssh2.Server;
  /** Users: `key` needs the key alone; `two` the key and then a code; `word` answers questions. */
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "homeport-held-"));
    server = new ssh2.Server({ hostKeys: [makeKey()] }, (connection) => {
      connection.on("error", () => undefined);
      let hasKey = false;
      connection.on("authentication", (context) => {
        if (context.method === "publickey" && context.username !== "word") {
          if (context.signature === undefined || context.username === "key")
            return context.accept();
          hasKey = true;
          return context.reject(["keyboard-interactive"], true);
        }
        if (context.method !== "keyboard-interactive" || context.username === "key")
          return context.reject(
            context.username === "key" ? ["publickey"] : ["publickey", "keyboard-interactive"],
          );
        if (context.username === "two" && !hasKey) return context.reject(["publickey"]);
        const code = { prompt: "Verification code: ", echo: false };
        const word = { prompt: "Password: ", echo: false };
        if (context.username === "two")
          return context.prompt([code], "", "Second step", ([given]) =>
            given === CODE ? context.accept() : context.reject(),
          );
        context.prompt([word], (answers) => {
          if (answers[0] !== PASSWORD) return context.reject();
          context.prompt([code], ([given]) =>
            given === CODE ? context.accept() : context.reject(),
          );
        });
      });
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const connect = (user: string, held: Partial<HeldLogin>) =>
    createHosts({
      host: {
        ...plainLogin({ host: "127.0.0.1", user, port }),
        sshConfig: "none",
        held: { ...NOTHING, ...held },
      },
      web: null,
      stateFolder: folder,
      home: folder,
      agentSocket: null,
      accept: () => Promise.resolve(true),
      waits: { connectMs: 2000, handshakeMs: 1500, keepaliveMs: 5000 },
    }).connect("host");

  /** A person who answers in turn, and what they were asked. */
  function person(...answers: (readonly string[] | null)[]) {
    const asked: MachineQuestions[] = [];
    const ask: AskPerson = async (questions) => {
      asked.push(questions);
      return answers.shift() ?? null;
    };
    return { ask, asked };
  }

  test("works by the content of a key file", async () => {
    const opened = await connect("key", { key: userKey });
    expect(opened.ok).toBe(true);
    if (opened.ok) await opened.value.close();
  });

  test("asks a person for the second factor after the key", async () => {
    const { ask, asked } = person([CODE]);
    const opened = await connect("two", { key: userKey, ask });
    expect(opened.ok).toBe(true);
    expect(asked).toEqual([
      {
        name: "",
        instruction: "Second step",
        questions: [{ text: "Verification code: ", echo: false }],
      },
    ]);
    if (opened.ok) await opened.value.close();
  });

  test("answers the question for a known password itself and passes on the rest", async () => {
    const { ask, asked } = person([CODE]);
    const opened = await connect("word", { password: PASSWORD, ask });
    expect(opened.ok).toBe(true);
    expect(asked.flatMap(({ questions }) => questions.map(({ text }) => text))).toEqual([
      "Verification code: ",
    ]);
    if (opened.ok) await opened.value.close();
  });

  test("does not run out of time while a person thinks", async () => {
    const slow: AskPerson = async ({ questions }) => {
      await new Promise((resolve) => setTimeout(resolve, 1700));
      return questions[0]?.text.startsWith("Password") === true ? [PASSWORD] : [CODE];
    };
    const opened = await connect("word", { ask: slow });
    expect(opened.ok).toBe(true);
    if (opened.ok) await opened.value.close();
  }, 10_000);

  test("is refused when the person will not answer, or answers wrongly", async () => {
    for (const answers of [null, ["000000"]]) {
      const refused = await connect("two", { key: userKey, ask: person(answers).ask });
      expect(refused).toMatchObject({ ok: false, error: { code: "login-refused" } });
    }
  });

  test("names a key that needs its passphrase, and one of a kind that cannot be read", async () => {
    const locked = makeKey("open sesame");
    expect(await connect("key", { key: locked })).toMatchObject({
      error: { code: "key-encrypted" },
    });
    expect(await connect("key", { key: locked, passphrase: "wrong" })).toMatchObject({
      error: { code: "key-passphrase-wrong" },
    });
    const putty = "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\n";
    expect(await connect("key", { key: putty })).toMatchObject({
      error: { code: "key-unsupported", data: { form: "putty" } },
    });
    const publicKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBadKey me@here";
    expect(await connect("key", { key: publicKey })).toMatchObject({
      error: { code: "key-unsupported", data: { form: "public" } },
    });
  });

  test("says that there is nothing to log in with", async () => {
    expect(await connect("key", {})).toMatchObject({ error: { code: "login-no-method" } });
  });

  describe("with the usual keys of the user", () => {
    const usual = (name: string): string => join(folder, ".ssh", name);
    const put = (name: string, key: string): void => {
      mkdirSync(join(folder, ".ssh"), { recursive: true });
      writeFileSync(usual(name), key, { mode: 0o600 });
    };
    afterEach(() => rmSync(join(folder, ".ssh"), { recursive: true, force: true }));

    test("names a locked one, though a person could be asked, and opens it with its passphrase", async () => {
      put("id_rsa", makeKey("open sesame"));
      const { ask, asked } = person();
      const as = (passphrase: string | null) => connect("key", { others: "all", ask, passphrase });
      expect(await as(null)).toMatchObject({
        error: { code: "key-encrypted", data: { path: usual("id_rsa") } },
      });
      expect(await as("wrong")).toMatchObject({
        error: { code: "key-passphrase-wrong", data: { path: usual("id_rsa") } },
      });
      const opened = await as("open sesame");
      expect(opened.ok).toBe(true);
      if (opened.ok) await opened.value.close();
      expect(asked).toEqual([]);
    });

    test("names a locked one beside what was shown and refused", async () => {
      put("id_ecdsa", "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\n");
      put("id_rsa", makeKey("open sesame"));
      const refused = await connect("word", { others: "all", ask: person(null).ask });
      expect(refused).toMatchObject({
        error: { code: "login-refused", data: { tried: "interactive", locked: usual("id_rsa") } },
      });
    });

    test("says that there is nothing to show where the machine asks nobody", async () => {
      const { ask, asked } = person();
      expect(await connect("key", { others: "all", ask })).toMatchObject({
        error: { code: "login-no-method", data: { offered: "publickey" } },
      });
      expect(asked).toEqual([]);
    });
  });
});
