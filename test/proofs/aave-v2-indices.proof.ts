// The growth of both indices with time against Aave v2 as recorded on mainnet: its WETH reserve is set to any
// rates, indices, debt and age, and a deposit brings it up to now.

import { AbiCoder, Interface, keccak256, toBeHex } from "ethers";
import fc from "fast-check";
import { accrue, type ReserveIndices } from "../../strategies/kernels/aave/v2/accrue.ts";
import { RAY } from "../../strategies/kernels/math/units.ts";
import type { Proof } from "../proof.ts";
import { magnitude } from "./amounts.ts";
import { type Connection, lacksRecordedMainnet, openRecordedMainnet, RECORDED } from "./recorded/mainnet.ts";
import { type Answered, tryQuestions } from "./try-cases.ts";

const ABI = new Interface([
  "function deposit() payable",
  "function approve(address, uint256)",
  "function deposit(address asset, uint256 amount, address onBehalfOf, uint16 referral)",
  `function getReserveData(address asset) view returns ((uint256 configuration, uint128 liquidityIndex,
    uint128 variableBorrowIndex, uint128 liquidityRate, uint128 variableBorrowRate, uint128 stableBorrowRate,
    uint40 lastUpdate, address aToken, address stableDebtToken, address variableDebtToken, address strategy,
    uint8 id))`,
]);

/** Where the pool keeps `_reserves`, after the 52 slots of VersionedInitializable and its address registry. */
const RESERVES_SLOT = 53;
/** Where a debt token keeps its total supply, after balances and allowances. */
const TOTAL_SUPPLY_SLOT = "0x2";
const HALF = 128n;
const DECADE = 315_360_000;
const { aaveV2Pool: pool, weth } = RECORDED;

const index = fc.oneof(fc.constantFrom(RAY, RAY + 1n), fc.bigInt({ min: RAY, max: 100n * RAY }));
/** Rates up to 100% a year, and none. */
const rate = fc.oneof(fc.constant(0n), magnitude(90));
const question = fc.record({
  elapsed: fc.oneof(fc.constantFrom(0, 1, 2, 3, 12, 21_600, 86_400, 31_536_000), fc.nat(DECADE)),
  liquidityRate: rate,
  variableBorrowRate: rate,
  liquidityIndex: index,
  variableBorrowIndex: index,
  scaledDebt: fc.oneof(fc.constant(0n), magnitude(96)),
});

type Question = typeof question extends fc.Arbitrary<infer T> ? T : never;

/** The recorded pool, with somebody who deposits into it. */
class RecordedPool {
  readonly #provider: Connection["provider"];
  readonly #depositor: string;
  readonly #base = BigInt(
    keccak256(AbiCoder.defaultAbiCoder().encode(["address", "uint256"], [weth, RESERVES_SLOT])),
  );

  private constructor(provider: Connection["provider"], depositor: string) {
    this.#provider = provider;
    this.#depositor = depositor;
  }

  static async open({ provider }: Connection): Promise<RecordedPool> {
    const [depositor = ""] = (await provider.request({ method: "eth_accounts" })) as string[];
    const recorded = new RecordedPool(provider, depositor);
    await recorded.#send(weth, "deposit()", [], 10n ** 21n);
    await recorded.#send(weth, "approve", [pool, 10n ** 21n]);
    return recorded;
  }

  /** Writes what DataTypes.ReserveData packs into the reserve's second to fourth slots, and the debt. */
  async write(reserve: ReserveIndices, debtToken: string): Promise<void> {
    const words = [
      reserve.liquidityIndex | (reserve.variableBorrowIndex << HALF),
      reserve.liquidityRate | (reserve.variableBorrowRate << HALF),
      BigInt(reserve.lastUpdate) << HALF,
    ];
    for (const [index, word] of words.entries())
      await this.#store(pool, toBeHex(this.#base + 1n + BigInt(index)), word);
    await this.#store(debtToken, TOTAL_SUPPLY_SLOT, reserve.scaledDebt);
  }

  async depositAt(time: number): Promise<void> {
    await this.#provider.request({ method: "evm_setNextBlockTimestamp", params: [time] });
    await this.#send(pool, "deposit(address,uint256,address,uint16)", [weth, 10n ** 9n, this.#depositor, 0]);
  }

  async read() {
    const data = ABI.encodeFunctionData("getReserveData", [weth]);
    const answer = await this.#provider.request({
      method: "eth_call",
      params: [{ to: pool, data }, "latest"],
    });
    return ABI.decodeFunctionResult("getReserveData", answer as string)[0];
  }

  async #store(address: string, slot: string, word: bigint): Promise<void> {
    const params = [address, slot, toBeHex(word, 32)];
    await this.#provider.request({ method: "hardhat_setStorageAt", params });
  }

  async #send(to: string, method: string, args: readonly unknown[], value = 0n): Promise<void> {
    const data = ABI.encodeFunctionData(method, args);
    const transaction = {
      from: this.#depositor,
      to,
      data,
      value: `0x${value.toString(16)}`,
      gas: "0x4c4b40",
    };
    await this.#provider.request({ method: "eth_sendTransaction", params: [transaction] });
  }
}

export const proof: Proof = {
  name: "KRN-24 Aave v2 linear and compound interest, and its indices",
  holds: [
    {
      kernels: ["aave/v2", "aave/linear-interest.ts"],
      against: "Aave v2 as recorded on mainnet",
      grade: "proven",
    },
  ],
  cases: 10_000,
  lacks: lacksRecordedMainnet,
  async run(options) {
    const connection = await openRecordedMainnet();
    try {
      const recorded = await RecordedPool.open(connection);
      const { variableDebtToken } = await recorded.read();
      const { timestamp } = (await connection.provider.request({
        method: "eth_getBlockByNumber",
        params: ["latest", false],
      })) as { timestamp: string };
      // The recorded stable debt must not be younger than the reserve's last update.
      let now = Number(timestamp) + DECADE;

      const askOne = async ({ elapsed, ...rest }: Question) => {
        now += 1;
        const reserve: ReserveIndices = { ...rest, lastUpdate: now - elapsed };
        await recorded.write(reserve, variableDebtToken);
        await recorded.depositAt(now);
        const { liquidityIndex, variableBorrowIndex, lastUpdate } = await recorded.read();
        accrue(reserve, now);
        return {
          input: `${elapsed} s at ${rest.liquidityRate} and ${rest.variableBorrowRate}, indices ${rest.liquidityIndex} and ${rest.variableBorrowIndex}, debt ${rest.scaledDebt}`,
          kernel: `${reserve.liquidityIndex}, ${reserve.variableBorrowIndex}, ${reserve.lastUpdate}`,
          contract: `${liquidityIndex}, ${variableBorrowIndex}, ${lastUpdate}`,
        };
      };
      const ask = async (questions: readonly Question[]) => {
        const answered: Answered[] = [];
        for (const one of questions) answered.push(await askOne(one));
        return answered;
      };
      return await tryQuestions(question, ask, options);
    } finally {
      await connection.close();
    }
  },
};
