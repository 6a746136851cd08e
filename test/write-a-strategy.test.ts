/** The example that docs/write-a-strategy.md shows is the one that is compiled and run. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");
const page = read("docs/write-a-strategy.md");

test("the page quotes the example's whole source", () => {
  const [, quoted] = /```solidity\n([\s\S]*?)```/.exec(page) ?? [];
  expect(quoted).toBe(read("test/solidity/examples/SavingsStrategy.sol"));
});

test("every file that the page names is there", () => {
  const paths = [...page.matchAll(/`((?:contracts|strategies|test)\/[\w./-]+\.\w+)`/g)].map(
    ([, path]) => path,
  );
  expect(paths.length).toBeGreaterThan(5);
  for (const path of paths) expect(() => read(path as string)).not.toThrow();
});
