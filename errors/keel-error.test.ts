import { expect, test } from "vitest";
import { KeelError } from "./keel-error.ts";

test("an error reads as one line: code, what was wrong, what to do", () => {
  const cause = new Error("EADDRINUSE");
  const error = new KeelError("KEEL_PORT_IN_USE", "port 8545 is taken", "Choose another with --port", {
    cause,
  });
  expect(error.toLine()).toBe("KEEL_PORT_IN_USE: port 8545 is taken. Choose another with --port.");
  expect(error.cause).toBe(cause);
  expect(error).toBeInstanceOf(Error);
});
