// An account on the throwaway chain that makes many calls in one transaction, with as much ether as it needs.

import { Interface } from "ethers";
import { withArguments } from "../../devnet/genesis/package-artifacts.ts";
import { compiled } from "./compiled.ts";
import type { LocalEvm } from "./local-evm.ts";

const BATCH = new Interface([
  "function perform((address target, uint256 value, bytes data)[] calls)",
  "event Performed((bool success, bytes data)[] answers)",
]);

/** What nobody could spend: 1e30 wei. */
const ALL_THE_ETHER = "0xc9f2c9cd04674edea40000000";

export type Deed = { readonly to: string; readonly data: string; readonly value?: bigint };

/** What a call returned or, where it reverted, what it reverted with. */
export type Answer = { readonly success: boolean; readonly data: string };

export class Actor {
  readonly address: string;
  readonly #evm: LocalEvm;

  private constructor(evm: LocalEvm, address: string) {
    this.#evm = evm;
    this.address = address;
  }

  static hire(evm: LocalEvm): Promise<Actor> {
    return Actor.as(evm, "test/solidity/CallBatch");
  }

  /** One whose contract answers questions of its own. @param addresses that its constructor takes */
  static async as(evm: LocalEvm, source: string, addresses: readonly string[] = []): Promise<Actor> {
    const types = addresses.map(() => "address");
    const address = await evm.deploy(withArguments(compiled(source), types, addresses));
    await evm.request("hardhat_setBalance", address, ALL_THE_ETHER);
    return new Actor(evm, address);
  }

  /** Makes the calls in order, in one transaction. */
  async perform(deeds: readonly Deed[]): Promise<Answer[]> {
    const calls = deeds.map(({ to, value, data }) => [to, value ?? 0n, data]);
    const logs = await this.#evm.send(this.address, BATCH.encodeFunctionData("perform", [calls]));
    const performed = logs.at(-1);
    if (performed === undefined) throw new Error("the batch told nothing");
    const [answers] = BATCH.decodeEventLog("Performed", performed.data);
    return [...answers].map(({ success, data }) => ({ success, data }));
  }
}
