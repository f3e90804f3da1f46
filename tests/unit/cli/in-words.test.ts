import { describe, expect, test } from "vitest";
import { inWords } from "../../../electron/cli/in-words.ts";
import { createSpeak } from "../../../electron/cli/speak.ts";
import { problem } from "../../../shared/problems/problem.ts";

const speak = createSpeak("en");

describe("a document in words", () => {
  test("has sentences in place of reasons, and keeps the code where scripts need it", () => {
    const reason = { code: "web-nobody", data: { name: "a.example" } };
    const spoken = inWords({ steps: [{ reason }], refusal: { reasons: [reason] } }, speak);
    const text = speak.reason(reason);
    expect(text).toContain("a.example");
    expect(spoken).toEqual({
      steps: [{ reason: text }],
      refusal: {
        reasons: [{ code: "web-nobody", text, reference: speak.reference("web-nobody") }],
      },
    });
  });

  test("names what a step, a reason and another way rest on, and nothing where there is nothing", () => {
    const reason = { code: "restart-needed", data: {} };
    const step = { id: "restart-synapse", kind: "control-service", reason };
    const way = { method: "srv", cost: [reason], blockedBy: [] };
    const faq = { verdict: "no", reason: { code: "faq-right-now-works-why", data: {} } };
    const other = { code: "something-else", data: {} };
    expect(
      inWords({ steps: [step], alternatives: [way], faq, reasons: [other] }, speak),
    ).toMatchObject({
      steps: [{ reference: 'FAQ, "How do I make Synapse read a new certificate?"' }],
      alternatives: [{ reference: speak.reference("method-srv") }],
      faq: { verdict: "no", reason: speak.reason(faq.reason) },
      reasons: [{ code: "something-else", text: "something-else" }],
    });
    expect(speak.reference("something-else")).toBeNull();
    expect(speak.reference("method-srv")).toMatch(/^FAQ, "May I keep .*"; Matrix specification/);
  });

  test("has the texts of every problem, however deep it lies", () => {
    const found = problem("port-refused", { address: "192.0.2.1", port: 8448 });
    const spoken = inWords({ preflight: [{ problem: found }] }, speak);
    expect(spoken).toEqual({
      preflight: [
        {
          problem: {
            ...found,
            title: "Port 8448 is closed",
            meaning: "192.0.2.1 refuses connections: nothing listens there.",
            next: "Start the server on port 8448, or open it in the proxy.",
          },
        },
      ],
    });
  });

  test("keeps code and values of what was seen beside its words", () => {
    const seen = { code: "seen-space", data: { size: "12 GB" } };
    expect(inWords({ preflight: [{ seen }] }, speak)).toEqual({
      preflight: [{ seen: { ...seen, text: "12 GB free" } }],
    });
  });

  test("speaks in general of what is not known, and of moments as people read them", () => {
    const expired = problem("cert-expired", { address: null, notAfter: "2026-11-01T10:20:30Z" });
    expect(speak.problem(expired).meaning).toBe(
      "The certificate at the server ended on 2026-11-01 10:20 UTC, and others turn away.",
    );
  });

  test("never obeys a text of strangers", () => {
    const hostile = problem("not-a-homeserver", {
      address: "$t(problems.bug.title) {{port}}",
      hostHeader: "a&b",
    });
    expect(speak.problem(hostile).meaning).toBe(
      "$t(problems.bug.title) {{port}} answers, but it is no Matrix homeserver.",
    );
  });
});
