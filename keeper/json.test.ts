import { expect, test } from "vitest";
import { fromJson, toJson } from "./json.ts";

test("the largest uint256 and a name that ends in n come back as what they were", () => {
  const record = {
    units: 2n ** 256n - 1n,
    loss: -5n,
    name: "12 tokens in return",
    hash: "0x12n",
    list: [1n, 2],
  };
  expect(fromJson(toJson(record))).toEqual(record);
});
