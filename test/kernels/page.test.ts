import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { USUAL_CASES } from "../proof.ts";
import { heldBy, idOf, kernelProofs, kernelsPage, PAGE, portedKernels } from "./page.ts";

const proofs = await kernelProofs();

test("docs/kernels.md is what the kernels and their proofs say; `node test/kernels/page.ts` writes it", async () => {
  expect(readFileSync(PAGE, "utf8")).toBe(await kernelsPage());
});

test.each(portedKernels())("$path is held against what it ports", (kernel) => {
  expect(proofs.filter((proof) => heldBy(kernel, proof) !== undefined)).not.toEqual([]);
});

test("every proof has an id of its own, and tries at least 10,000 cases", () => {
  expect(new Set(proofs.map(idOf)).size).toBe(proofs.length);
  expect(proofs.filter(({ cases = USUAL_CASES }) => cases < 10_000)).toEqual([]);
});
