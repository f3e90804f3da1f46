import { expect, test } from "vitest";
import { isTooLarge, MOST_OF_KEY, MOST_OF_PLAN } from "../../../renderer/parts/file-size.ts";
import { replyOf } from "../../../renderer/reply-of.ts";
import { SignInEnded } from "../../../renderer/sign-in-ended.ts";
import { createClient, type Client } from "../../../shared/api/client.ts";
import { CONTRACT } from "../../../shared/api/contract.ts";

function answering(status: number, body: string): Client {
  const call = async (method: Parameters<typeof replyOf>[0]) =>
    replyOf(method, new Response(body, { status }));
  return createClient({ call, onEvent: () => () => undefined });
}

test.each([400, 404, 413])("an answer %i is a problem and no end of the engine", async (status) => {
  const reply = await answering(status, "Payload Too Large").call("plan.open", { text: "x" });
  expect(reply).toMatchObject({
    ok: false,
    problem: { code: "request-bad", data: { where: `HTTP ${status}` } },
  });
});

test("a token that the server does not know is another server's", async () => {
  const call = answering(401, '{"turnedAway":"token"}').call("about.get", {});
  await expect(call).rejects.toThrow("about.get");
  await expect(call).rejects.not.toThrow(SignInEnded);
});

test("a token that the server has ended is told as that", async () => {
  const call = answering(401, '{"turnedAway":"ended"}').call("about.get", {});
  await expect(call).rejects.toThrow(SignInEnded);
});

test("the page takes files as long as the contract does, and no longer", () => {
  expect(isTooLarge({ size: MOST_OF_PLAN }, MOST_OF_PLAN)).toBe(false);
  expect(isTooLarge({ size: MOST_OF_PLAN + 1 }, MOST_OF_PLAN)).toBe(true);
  const open = CONTRACT["plan.open"].input;
  expect(open.safeParse({ text: "x".repeat(MOST_OF_PLAN) }).success).toBe(true);
  expect(open.safeParse({ text: "x".repeat(MOST_OF_PLAN + 1) }).success).toBe(false);
  const answer = CONTRACT["host.answerPrompt"].input;
  expect(answer.safeParse({ id: "1", answers: ["x".repeat(MOST_OF_KEY)] }).success).toBe(true);
  expect(answer.safeParse({ id: "1", answers: ["x".repeat(MOST_OF_KEY + 1)] }).success).toBe(false);
});
