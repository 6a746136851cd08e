// The port of Lido's stETH against mainnet's recorded stETH: conversions, transfers, allowances, submissions and
// oracle reports, gains and slashes alike.

import { Interface } from "ethers";
import type { Hex } from "viem";
import type { Proof } from "../proof.ts";
import { type Connection, lacksRecordedMainnet, RECORDED } from "./recorded/mainnet.ts";
import type { Random } from "./recorded/random.ts";
import { probe } from "./recorded/sequence-driver.ts";
import { type Operation, runSequences, type Subject } from "./recorded/sequences.ts";
import { deployPortSteth, type StethState, TREASURY, writeRecordedSteth } from "./recorded/steth-state.ts";

/** The token's address, recorded or ported. */
type Token = Hex;
type Maker = (random: Random, state: StethState) => Operation<Token>;

const STETH = new Interface([
  "function submit(address referral)",
  "function transfer(address to, uint256 amount)",
  "function transferFrom(address from, address to, uint256 amount)",
  "function transferShares(address to, uint256 shares)",
  "function approve(address spender, uint256 amount)",
  "function increaseAllowance(address spender, uint256 amount)",
  "function decreaseAllowance(address spender, uint256 amount)",
  "function allowance(address owner, address spender)",
  "function handleOracleReport(uint256 validators, uint256 balance)",
  "function getSharesByPooledEth(uint256 amount)",
  "function getPooledEthByShares(uint256 shares)",
  "function balanceOf(address account)",
  "function sharesOf(address account)",
  "function totalSupply()",
  "function getTotalShares()",
  "function getTotalPooledEther()",
  "function getBufferedEther()",
  "function getBeaconStat()",
  "function getFee()",
  "function getOracle()",
  "function getTreasury()",
  "function name()",
  "function symbol()",
  "function decimals()",
]);
const GETTERS = [
  "totalSupply",
  "getTotalShares",
  "getTotalPooledEther",
  "getBufferedEther",
  "getBeaconStat",
  "getFee",
  "getOracle",
  "getTreasury",
  "name",
  "symbol",
  "decimals",
];

const MAX = 2n ** 256n - 1n;
const ZERO: Hex = "0x0000000000000000000000000000000000000000";
const STRANGER: Hex = "0x000000000000000000000000000000000000bEEF";
const VALIDATOR = 32n * 10n ** 18n;

/** A call in which `"driver"` and `"token"` stand for those two's addresses. */
const call = (name: string, args: readonly unknown[] = [], value = 0n): Operation<Token> => ({
  name,
  args: value === 0n ? args : [...args, { value }],
  on(token, driver) {
    const addresses: Record<string, Hex> = { driver, token };
    const known = args.map((arg) => addresses[String(arg)] ?? arg);
    return { target: token, value, data: STETH.encodeFunctionData(name, known) as Hex };
  },
});

const account = (random: Random): string =>
  random.weighted([
    { weight: 5, who: "driver" },
    { weight: 4, who: STRANGER },
    { weight: 1, who: TREASURY },
    { weight: 1, who: "token" },
    { weight: 0.5, who: ZERO },
  ]).who;

/** An amount beside `of`: a part of it, a few wei, far more, or what overflows. */
const amount = (random: Random, of: bigint): bigint => {
  const kind = random.unit();
  if (kind < 0.75) return random.magnitude(of / 10n ** 9n + 1n, of + 1n);
  if (kind < 0.92) return BigInt(random.below(4));
  if (kind < 0.97) return random.magnitude(of + 1n, 1_000n * of + 2n);
  return random.pick([of, 2n ** 128n, 2n ** 255n, MAX]);
};

const held = ({ holders }: StethState): bigint => holders[0]?.shares ?? 0n;

const makers: readonly { readonly weight: number; readonly make: Maker }[] = [
  {
    weight: 3,
    make: (random, state) =>
      call("submit", [STRANGER], random.chance(0.2) ? BigInt(random.below(4)) : amount(random, held(state))),
  },
  {
    // Ether sent without a call is staked.
    weight: 1,
    make(random, state) {
      const value = amount(random, held(state));
      return { name: "payment", args: [{ value }], on: (token) => ({ target: token, value, data: "0x" }) };
    },
  },
  { weight: 5, make: (random, state) => call("transfer", [account(random), amount(random, held(state))]) },
  {
    weight: 5,
    make: (random, state) =>
      call("transferFrom", [
        random.chance(0.9) ? "driver" : account(random),
        account(random),
        amount(random, held(state)),
      ]),
  },
  {
    weight: 4,
    make: (random, state) => call("transferShares", [account(random), amount(random, held(state))]),
  },
  { weight: 2, make: (random, state) => call("approve", [account(random), amount(random, held(state))]) },
  {
    weight: 1,
    make: (random, state) => call("increaseAllowance", [account(random), amount(random, held(state))]),
  },
  {
    weight: 1,
    make: (random, state) => call("decreaseAllowance", [account(random), amount(random, held(state))]),
  },
  { weight: 1, make: (random) => call("allowance", ["driver", account(random)]) },
  {
    // From the loss of everything to a gain of a tenth; now and then validators become visible, or too many do.
    weight: 4,
    make(random, { beaconBalance, beaconValidators, depositedValidators }) {
      const appeared = BigInt(random.below(Number(depositedValidators - beaconValidators) + 2));
      const change = random.pick([
        BigInt(random.below(200_000)) - 100_000n,
        BigInt(random.below(2_000)) - 1_000n,
        -1_000_000n,
      ]);
      const balance =
        beaconBalance +
        appeared * VALIDATOR +
        (beaconBalance * change) / 1_000_000n +
        BigInt(random.below(3));
      return call("handleOracleReport", [beaconValidators + appeared, balance]);
    },
  },
  { weight: 3, make: (random, state) => call("getSharesByPooledEth", [amount(random, state.beaconBalance)]) },
  { weight: 3, make: (random, state) => call("getPooledEthByShares", [amount(random, state.totalShares)]) },
  { weight: 1, make: (random) => call(random.pick(["balanceOf", "sharesOf"]), [account(random)]) },
  { weight: 1, make: (random) => call(random.pick(GETTERS)) },
];

const recordedStethState = async ({ ethers }: Connection, driver: Hex): Promise<StethState> => {
  const steth = await ethers.getContractAt("LidoStETH", RECORDED.steth);
  const [depositedValidators, beaconValidators, beaconBalance] = await steth.getFunction("getBeaconStat")();
  const shares: bigint = await steth.getFunction("sharesOf")(RECORDED.pool);
  return {
    totalShares: await steth.getFunction("getTotalShares")(),
    depositedValidators,
    beaconValidators,
    beaconBalance: beaconBalance + (await steth.getFunction("getBufferedEther")()),
    holders: [{ account: driver, shares }],
    oracle: driver,
  };
};

/** Any pool: empty or not, a few wei or a hundred million ether, a share worth a thousandth of an ether or a thousand. */
const randomStethState = (random: Random, driver: Hex): StethState => {
  const totalShares = random.chance(0.05) ? 0n : random.magnitude(1n, 10n ** 26n);
  const rate = random.chance(0.7)
    ? random.magnitude(10n ** 9n, 2n * 10n ** 9n)
    : random.magnitude(10n ** 6n, 10n ** 12n);
  return {
    totalShares,
    depositedValidators: random.chance(0.5) ? 0n : BigInt(random.below(1_000)),
    beaconValidators: 0n,
    beaconBalance: random.chance(0.05) ? 0n : (totalShares * rate) / 10n ** 9n,
    holders: [{ account: driver, shares: random.chance(0.2) ? totalShares : totalShares / 2n }],
    oracle: random.chance(0.9) ? driver : STRANGER,
  };
};

export const lidoSteth: Subject<StethState, Token> = {
  recordedState: recordedStethState,
  randomState: randomStethState,
  writeRecorded: (connection, _, state) => writeRecordedSteth(connection, state),
  deployPort: (connection, _, state) => deployPortSteth(connection, state),
  opening: [call("approve", ["driver", MAX])],
  randomOperation: (random, state) => random.weighted(makers).make(random, state),
  randomReentry: () => undefined,
  probes: (token, driver) => [
    probe(STETH, token, "getTotalShares"),
    probe(STETH, token, "getTotalPooledEther"),
    probe(STETH, token, "getBufferedEther"),
    probe(STETH, token, "sharesOf", driver),
    probe(STETH, token, "sharesOf", STRANGER),
    probe(STETH, token, "sharesOf", TREASURY),
    probe(STETH, token, "balanceOf", driver),
    probe(STETH, token, "balanceOf", STRANGER),
    probe(STETH, token, "allowance", driver, driver),
    probe(STETH, token, "allowance", driver, STRANGER),
    { target: driver, data: "0x" },
  ],
};

export const proof: Proof = {
  name: "Lido stETH: the port equals recorded mainnet",
  cases: 5_000,
  lacks: lacksRecordedMainnet,
  run: (options) => runSequences(lidoSteth, options),
};
