import { expect, test } from "vitest";
import { isPort } from "../../../renderer/stations/login-fields.ts";
import { isTaken, withAnswer } from "../../../renderer/stations/question-list.ts";

test.each(["443", " 8448 ", "1", "65535"])("%j is a port", (text) => {
  expect(isTaken("port", text)).toBe(true);
  expect(isPort({ port: text })).toBe(true);
  expect(withAnswer({}, "port", text)).toEqual({ port: Number(text) });
});

test.each(["99999x", "0", "65536", "4.5", "1e3", "-1"])("%j is no port", (text) => {
  expect(isTaken("port", text)).toBe(false);
  expect(isPort({ port: text })).toBe(false);
  expect(withAnswer({ port: 443 }, "port", text)).toEqual({ port: 443 });
});

test("no port at all means the usual one at a login, and is no answer to a question", () => {
  expect(isPort({ port: "" })).toBe(true);
  expect(isTaken("port", "")).toBe(false);
});
