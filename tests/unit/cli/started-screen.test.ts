import { expect, test } from "vitest";
import { asTyped, withFolder } from "../../../electron/cli/started-screen.ts";

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
