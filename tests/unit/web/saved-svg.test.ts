import { describe, expect, test } from "vitest";
import { savedSvg, type SavedPicture } from "../../../renderer/route/saved-svg.ts";
import { STOPS, type Mark, type Way } from "../../../renderer/route/way.ts";

const MARKS: readonly Mark[] = ["ok", "turn", "pass", "ok", "ok", "bad", "dark", "dark"];

function wayOf(name: string): Way {
  return {
    stops: STOPS.map((id, index) => ({
      id,
      mark: MARKS[index] ?? "ok",
      word: "",
      value: id === "name" ? name : null,
      why: null,
    })),
    top: name,
    low: `matrix.${name}`,
    port: 443,
    must: { of: 1, name: `matrix.${name}` },
  };
}

function pictureOf(name: string, more: Partial<SavedPicture> = {}): string {
  const way = wayOf(name);
  const line = {
    title: "Now",
    say: `It stops at Certificate: ${name}.`,
    way,
    texts: ({ id, mark }: Way["stops"][number]) => ({ label: id, word: mark }),
    must: `must carry ${name}`,
  };
  const lines = [line, { ...line, title: "After" }];
  return savedSvg({ title: `Route to ${name}`, lines, practice: null, rtl: false, ...more });
}

/** Everything between tags. */
function textsOf(svg: string): readonly string[] {
  return [...svg.matchAll(/>([^<>]+)</g)].map(([, text = ""]) => text.trim()).filter(Boolean);
}

describe("a route that is saved as a picture", () => {
  test("tells the whole way in its title and description, and names every stop of both lines", () => {
    const svg = pictureOf("one.example");
    expect(svg).toContain('<title id="title">Route to one.example</title>');
    expect(svg).toMatch(/<desc id="desc">Now: It stops at Certificate: one\.example\. After: /);
    const texts = textsOf(svg);
    for (const stop of STOPS) expect(texts.filter((each) => each === stop)).toHaveLength(2);
  });

  test("bears names that would be markup, and leaves out what XML cannot hold", () => {
    const svg = pictureOf('<script>alert("1")</script>&\u0000\uFFFF');
    expect(svg).not.toContain("<script");
    expect(svg).not.toMatch(/&(?!#\d+;)/);
    expect(svg).not.toMatch(/[\u0000\uFFFF]/);
  });

  test("says in its first line that it comes from practice", () => {
    const [first, second] = pictureOf("one.example", { practice: "PRACTICE. Not -- real." }).split(
      "\n",
    );
    expect(first).toBe("<!-- PRACTICE. Not – real. -->");
    expect(second).toMatch(/^<svg /);
    expect(pictureOf("one.example").startsWith("<svg ")).toBe(true);
  });

  test("is mirrored as a whole for right-to-left, but its texts are not", () => {
    const ltr = pictureOf("one.example");
    const rtl = pictureOf("one.example", { rtl: true });
    expect(ltr).not.toContain("scale(-1 1)");
    expect(rtl).toContain('transform="translate(1136 0) scale(-1 1)"');
    const place = (svg: string): number =>
      Number(/<text x="([\d.]+)"[^>]*>name</.exec(svg)?.[1] ?? Number.NaN);
    expect(place(ltr)).toBeLessThan(300);
    expect(place(rtl)).toBeCloseTo(1136 - place(ltr), 5);
  });
});
