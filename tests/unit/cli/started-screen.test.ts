import { expect, test } from "vitest";
import { createScreen } from "../../../electron/cli/screen.ts";
import {
  asTyped,
  createStartedScreen,
  withFolder,
  withName,
} from "../../../electron/cli/started-screen.ts";

test("a command of ours begins with how Homeport was started; what is none stays as it is", () => {
  const npm = "npm run -s homeport --";
  expect(asTyped("Run: homeport undo RUN, or `homeport plan NAME`.", npm)).toBe(
    `Run: ${npm} undo RUN, or \`${npm} plan NAME\`.`,
  );
  expect(asTyped("homeport 0.1.0 in /var/lib/homeport undo", npm)).toBe(
    "homeport 0.1.0 in /var/lib/homeport undo",
  );
});

test("a command that the words name leads into the same world", () => {
  const folder = " --practice --state /s";
  expect(withFolder("See `homeport history`, `homeport help plan`.", folder)).toBe(
    "See `homeport history --practice --state /s`, `homeport help plan`.",
  );
  expect(withFolder("`homeport undo RUN --yes`", folder)).toBe("`homeport undo RUN --yes`");
});

test("a command that needs a name is given the one that this command was about", () => {
  expect(
    withName("See `homeport plan`, `homeport renew NAME`, `homeport history`.", "a.example"),
  ).toBe("See `homeport plan a.example`, `homeport renew a.example`, `homeport history`.");
  expect(withName("`homeport look NAME --out FILE`", "a.example")).toBe(
    "`homeport look a.example --out FILE`",
  );
  expect(withName("`homeport check b.example`", "a.example")).toBe("`homeport check b.example`");
  expect(withName("`homeport plan`", null)).toBe("`homeport plan`");
});

test("the next step names its command in short, and whole on a line of its own", () => {
  const lines: string[] = [];
  const screen = createStartedScreen(
    createScreen((line) => lines.push(line), 80, false),
    {
      program: "npm run -s homeport --",
      folder: " --practice",
      name: "two.example",
    },
  );
  screen.say("Put the file there; `homeport plan` shows its text.", { indent: 2, apart: true });
  expect(lines).toEqual([
    "  Put the file there; `plan` shows its text.",
    "    npm run -s homeport -- plan two.example --practice",
  ]);
});
