import { expect, test } from "vitest";
import { breakOf } from "./break-severity.ts";
import { answers, headline, story } from "./findings.ts";
import { sampleInput } from "./sample/input.ts";

const input = sampleInput();

function withUnmanaged(liquidations: number) {
  const { summary } = input;
  return { ...input, summary: { ...summary, unmanaged: { ...summary.unmanaged, liquidations } } };
}

test("the story names the lowest price and its day", () => {
  expect(story(input)).toContain("On 14 June 2022 one stETH sold for 0.934 ETH");
});

test("a run that was open to liquidation says so first", () => {
  const { summary } = input;
  const liquidated = { ...summary, onchain: { ...summary.onchain, liquidations: 3 } };
  expect(headline(summary)).toBe("The vault was never open to liquidation");
  expect(headline(liquidated)).toBe("The vault was open to liquidation at 3 steps");
  expect(answers({ ...input, summary: liquidated })[0]?.short).toBe("Yes");
});

test("INC-01 a loop left alone that came through is said to have come through", () => {
  expect(answers(withUnmanaged(0))[0]?.long).toContain("left alone would have come through as well");
  expect(answers(withUnmanaged(2))[0]?.long).toContain("left alone was open to liquidation at 2 steps");
});

test("a defence that cost more than it brought is said to have done so", () => {
  expect(answers(input)[1]?.long).toContain("less than in the same loop left alone");
});

test("a depeg m times as deep takes the price m times as far below redemption", () => {
  const summary = { ...input.summary, lowestPrice: "900000000000000000" };
  summary.breakSeverity = { ...summary.breakSeverity, careful: { managed: 5, unmanaged: 2.5 } };
  const { managed, unmanaged } = breakOf(summary, "careful");
  expect([managed, unmanaged]).toEqual([
    { multiple: "5.00×", price: "0.500" },
    { multiple: "2.50×", price: "0.750" },
  ]);
});

test("a setting that no depeg tried could break is not given a number that it does not have", () => {
  const summary = { ...input.summary, breakSearchedTo: 7 };
  expect(breakOf(summary, "careful").managed).toEqual({
    multiple: "more than 7.42×",
    price: "less than 0.511",
  });
});
