import type { Page } from "@playwright/test";
import { ask } from "./look-for.ts";

/** Parts of every script here: what can be seen (a closed fold and what is only read aloud cannot), and its name. */
const HELPERS = `
  const isSeen = (each) => {
    const box = each.getBoundingClientRect();
    const isFolded = each.closest("details:not([open])") !== null && each.closest("summary") === null;
    return box.width > 0 && box.height > 0 && !isFolded && each.checkVisibility() && each.closest(".vh") === null;
  };
  const nameOf = (each) =>
    each.tagName.toLowerCase() + " " + (each.getAttribute("aria-label") ?? each.textContent ?? "").trim().slice(0, 50);
  const textsIn = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const texts = [];
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode())
      if (node.textContent.trim() !== "" && node.parentElement !== null && isSeen(node.parentElement)) texts.push(node);
    return texts;
  };
`;

async function look(page: Page, script: string): Promise<readonly string[]> {
  return ask(page, `(() => { ${HELPERS} ${script} })()`);
}

/** The focus is on something, the window is named after the heading, and one polite live region is there at most. */
export async function orientation(page: Page): Promise<readonly string[]> {
  return look(
    page,
    `const found = [];
    if (document.activeElement === null || document.activeElement === document.body) found.push("the focus is nowhere");
    const headings = [...document.querySelectorAll("h1")];
    const text = headings[0]?.textContent ?? "";
    const plain = (text) => text.replaceAll(/[\\u2066-\\u2069]/g, "");
    if (headings.length !== 1 || headings[0].tabIndex !== -1) found.push("there is not one heading that takes the focus");
    if (!plain(document.title).includes(plain(text)) || !/Homeport$/.test(document.title))
      found.push("the window is called " + document.title + ", the heading " + text);
    const polite = [...document.querySelectorAll("[role=status], [aria-live=polite]")];
    if (polite.length > 1) found.push(polite.length + " polite live regions");
    return found;`,
  );
}

/** What is pressed is at least 32 px high and wide, 44 px where it is pressed with a finger (visual README, section 2). */
export async function smallTargets(page: Page): Promise<readonly string[]> {
  return look(
    page,
    `const least = matchMedia("(pointer: coarse)").matches ? 44 : 32;
    const pressed = "button, summary, input, textarea, select, a[href], label:has(> input), .mantine-SegmentedControl-label";
    return [...document.querySelectorAll(pressed)].flatMap((each) => {
      if (!isSeen(each) || each.matches("input[type=radio], input[type=checkbox], [aria-hidden=true]")) return [];
      const { width, height } = each.getBoundingClientRect();
      return width > least - 0.5 && height > least - 0.5
        ? [] : [Math.round(width) + "×" + Math.round(height) + " of " + least + ": " + nameOf(each)];
    });`,
  );
}

/** No text below 13 px, 12.5 px for what machines write (visual README, section 3). */
export async function smallTexts(page: Page): Promise<readonly string[]> {
  return look(
    page,
    `return textsIn(document.body).flatMap((node) => {
      const { fontSize, fontFamily } = getComputedStyle(node.parentElement);
      const least = /mono/i.test(fontFamily) ? 12.5 : 13;
      return Number.parseFloat(fontSize) > least - 0.01 ? [] : [fontSize + ": " + nameOf(node.parentElement)];
    });`,
  );
}

/** Texts that lie over each other within the header, the page, the footer or a dialog; or are cut at their foot. */
export async function overlaps(page: Page): Promise<readonly string[]> {
  return look(
    page,
    `const dialog = document.querySelector("[role=dialog]");
    const zones = dialog === null ? ["header", "main", "footer", "section.band"] : ["[role=dialog]"];
    const found = [];
    const within = (a, b) => ({
      left: Math.max(a.left, b.left), right: Math.min(a.right, b.right),
      top: Math.max(a.top, b.top), bottom: Math.min(a.bottom, b.bottom),
    });
    // What an ellipsis leaves out is not there to be seen.
    const roomOf = (each) => {
      const cut = each.closest(".rt-zones span");
      return cut === null ? { left: -1e5, right: 1e5, top: -1e5, bottom: 1e5 } : cut.getBoundingClientRect();
    };
    for (const zone of zones.flatMap((each) => [...document.querySelectorAll(each)])) {
      const boxes = textsIn(zone).filter((node) => node.parentElement.closest(".log, pre, textarea") === null).flatMap((node) => {
        const range = document.createRange();
        range.selectNodeContents(node);
        const room = roomOf(node.parentElement);
        return [...range.getClientRects()].map((box) => within(box, room))
          .filter(({ left, right, top, bottom }) => right - left > 1 && bottom - top > 1).map((box) => ({ box, node }));
      }).sort((a, b) => a.box.top - b.box.top);
      boxes.forEach((a, index) => {
        for (let at = index + 1; at < boxes.length && boxes[at].box.top < a.box.bottom; at++) {
          const b = boxes[at];
          if (a.node === b.node) continue;
          const wide = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
          const high = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
          if (wide > 2 && high > 0.35 * Math.min(a.box.bottom - a.box.top, b.box.bottom - b.box.top))
            found.push(a.node.textContent.trim().slice(0, 40) + " × " + b.node.textContent.trim().slice(0, 40));
        }
      });
    }
    for (const each of document.querySelectorAll("body *")) {
      if (!isSeen(each) || each.closest("pre, .log, textarea, svg") !== null || each.textContent.trim() === "") continue;
      const { overflowY } = getComputedStyle(each);
      if ((overflowY === "hidden" || overflowY === "clip") && each.clientHeight > 0 && each.scrollHeight > each.clientHeight + 1)
        found.push("cut at its foot: " + nameOf(each));
    }
    return found;`,
  );
}

/** Whatever moves or would move, and a busy ring that is not of dashes beside a word: to be asked with less motion wanted. */
export async function motions(page: Page): Promise<readonly string[]> {
  return look(
    page,
    `const running = document.getAnimations().length;
    const moving = [...document.querySelectorAll("*")].filter((each) => {
      const { transitionDuration, transitionProperty, animationName } = getComputedStyle(each);
      const isLong = transitionDuration.split(",").some((part) => Number.parseFloat(part) > 0);
      return animationName !== "none" || (isLong && transitionProperty !== "none");
    });
    const rings = [...document.querySelectorAll(".glyph.s-busy")].filter(isSeen);
    const dashed = (each) =>
      getComputedStyle(each).strokeDasharray !== "none" && (each.parentElement.parentElement ?? each).textContent.trim() !== "";
    moving.push(...rings.filter((each) => !dashed(each)));
    return [...(running === 0 ? [] : [running + " animations"]), ...moving.map(nameOf)];`,
  );
}

/** With the reader's own colours: what is pressed, written in or chosen has a line of its own. */
export async function unlinedThings(page: Page): Promise<readonly string[]> {
  return look(
    page,
    `const isLined = (each) => {
      const { borderBottomWidth, borderBottomStyle, outlineWidth, outlineStyle } = getComputedStyle(each);
      const border = Number.parseFloat(borderBottomWidth) >= 1 && borderBottomStyle !== "none";
      return border || (Number.parseFloat(outlineWidth) >= 1 && outlineStyle !== "none");
    };
    const lined = ".mantine-Button-root, .mantine-ActionIcon-root, .mantine-Input-input, .opt, .card, .note, .pill," +
      " .mantine-SegmentedControl-root, .rt-mark, .code, .copy";
    const found = [...document.querySelectorAll(lined)].filter((each) => isSeen(each) && !isLined(each)).map(nameOf);
    const border = (each) => getComputedStyle(each).borderBottomWidth;
    const [chosen, other] = [".opt[data-checked]", ".opt:not([data-checked])"].map((each) => document.querySelector(each));
    if (chosen && other && border(chosen) === border(other)) found.push("a chosen option looks like the others");
    const main = document.querySelector(".fr-foot button[data-variant=filled]:not(:disabled, [data-disabled])");
    const more = document.querySelector(".fr-foot button[data-variant=default]");
    if (main && more && border(main) === border(more)) found.push("the main button looks like the others");
    return found;`,
  );
}

/** Names, addresses and paths that nothing keeps from being turned round: neither \`<bdi>\` nor isolating signs. */
export async function unguardedTexts(page: Page): Promise<readonly string[]> {
  return look(
    page,
    `return textsIn(document.body).flatMap((node) => {
      if (node.parentElement.closest("bdi, textarea, pre, code, .log") !== null) return [];
      const text = node.textContent;
      const found = /[a-z0-9-]+\\.example|\\d+\\.\\d+\\.\\d+\\.\\d+|\\/[a-z]+\\/[a-z./-]+|SHA256:/.exec(text);
      if (found === null) return [];
      const before = text.slice(0, found.index);
      const open = (before.match(/[\\u2066-\\u2068]/g) ?? []).length - (before.match(/\\u2069/g) ?? []).length;
      return open > 0 ? [] : [text.trim().slice(0, 60)];
    });`,
  );
}

/** In a page that is read from right to left the line is mirrored as a whole, and its ticks and crosses are not. */
export async function unmirrored(page: Page): Promise<readonly string[]> {
  return look(
    page,
    `const isMirrored = (each) => new DOMMatrix(getComputedStyle(each).transform).a < 0;
    const wrong = [
      ...[...document.querySelectorAll(".rt-svg, .rt-ship, .rt-flip, .rt-quay > svg, .mini > g")].filter((each) => !isMirrored(each)),
      ...[...document.querySelectorAll(".rt-mark svg:not(.rt-flip)")].filter(isMirrored),
    ];
    const isTurned = (list) => {
      const lefts = [...list.children].map((each) => each.getBoundingClientRect().left);
      return lefts.every((left, index) => index === 0 || left < lefts[index - 1]);
    };
    const isOrdered = [...document.querySelectorAll(".rt-stops")].every(isTurned);
    return [...wrong.map((each) => each.getAttribute("class")), ...(isOrdered ? [] : ["the stops do not run from right to left"])];`,
  );
}

/** What a print would show wrongly: pale letters on white paper, or what is pressed on the screen only. To be asked as print. */
export async function printFaults(page: Page): Promise<readonly string[]> {
  return look(
    page,
    `const light = (each) => {
      const [red, green, blue] = getComputedStyle(each).color.match(/[\\d.]+/g).map(Number);
      return (red + green + blue) / 3;
    };
    const pale = [...document.querySelectorAll("h1, h2, main p")].filter((each) => isSeen(each) && light(each) > 140);
    const left = [...document.querySelectorAll(".no-print, .fr-foot, .fr-head")].filter(isSeen);
    return [...pale.map((each) => "pale: " + nameOf(each)), ...left.map((each) => "left: " + nameOf(each))];`,
  );
}
