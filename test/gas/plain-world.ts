/**
 * Vaults on a plain OpenZeppelin ERC-20 with strategies that only hold it: the way gas is compared between vaults, since
 * neither the asset's transfer nor a lender's books then hide what the vault itself costs.
 */
import { AbiCoder, Interface } from "ethers";
import { compiled } from "../evm/compiled.ts";
import { linked } from "../evm/linked.ts";
import { LocalEvm } from "../evm/local-evm.ts";

const TOKEN = new Interface(["function approve(address spender, uint256 amount)"]);
const BLOCK_TIME = 12;
const GAS_LIMIT = "0x1c9c380";
const START = 1_651_363_200;

export class PlainWorld {
  readonly account: string;
  readonly token: string;
  readonly #evm: LocalEvm;
  #time = START;

  private constructor(evm: LocalEvm, token: string) {
    this.#evm = evm;
    this.account = evm.sender;
    this.token = token;
  }

  static async open(): Promise<PlainWorld> {
    const evm = await LocalEvm.open();
    return new PlainWorld(evm, await evm.deploy(compiled("test/solidity/gas/PlainToken")));
  }

  close(): Promise<void> {
    return this.#evm.close();
  }

  /** @param source as {@link compiled} takes it; its libraries are deployed with it */
  async deploy(source: string, types: readonly string[], values: readonly unknown[]): Promise<string> {
    const code = await linked(source, (library) => this.#evm.deploy(library));
    return this.#evm.deploy(code + AbiCoder.defaultAbiCoder().encode(types, values).slice(2));
  }

  /** Lets `vault` take any amount of the token. */
  async approve(vault: string): Promise<void> {
    await this.send(this.token, TOKEN, "approve", [vault, 2n ** 256n - 1n]);
  }

  /** @returns gas of the whole transaction, mined in a block of its own, 12 seconds after the last */
  async send(to: string, abi: Interface, name: string, args: readonly unknown[]): Promise<number> {
    this.#time += BLOCK_TIME;
    await this.#evm.request("evm_setNextBlockTimestamp", `0x${this.#time.toString(16)}`);
    const data = abi.encodeFunctionData(name, args);
    const call = { from: this.account, to, data, gas: GAS_LIMIT, gasPrice: "0x0" };
    const hash = await this.#evm.request<string>("eth_sendTransaction", call);
    const receipt = await this.#evm.request<{ status: string; gasUsed: string }>(
      "eth_getTransactionReceipt",
      hash,
    );
    if (receipt.status !== "0x1") throw new Error(`${name} reverted`);
    return Number(receipt.gasUsed);
  }
}
