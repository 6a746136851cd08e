import { expect, test } from "vitest";
import { accounts, roles, walletOf } from "./accounts.ts";

test("every role's address is the one that the development mnemonic gives its index", () => {
  expect(roles.map((role) => walletOf(role).address)).toEqual(Object.values(accounts));
});
