/** wstETH restaked in a Symbiotic vault of the protocol's own code, with one operator who works and whom nobody slashes. */
import { PlayedRestaking } from "../../../backtest/engine/kinds/restaking.ts";
import { mainnetOfMay2022 } from "../../../backtest/worlds/mainnet-2022-05-01.ts";
import { interfaceOf, readArtifact } from "../../../contracts/artifacts.ts";
import { accounts } from "../../../devnet/accounts.ts";
import { addressBook } from "../../../devnet/addresses.ts";
import { activePot } from "../../../strategies/kernels/symbiotic/vault.ts";
import { parseRestakingSetting } from "../../../strategies/restaking/params.ts";
import { looseUnits } from "../../../strategies/restaking/restaked.ts";
import * as books from "../../../strategies/restaking/symbiotic-position.ts";
import { NO_REWARDS, SUBNETWORK } from "../restaking-on-chain.ts";
import { EPOCH, letDelegate, openSymbioticVault } from "../symbiotic-vault.ts";
import { deployed } from "./deployed.ts";
import { inPlaceOfTheLoop } from "./in-place-of-the-loop.ts";
import type { PlayedKind } from "./kind-on-both-sides.ts";
import { numbersOf, viewsOf } from "./views.ts";

const SETTING = { cap: 1_000 };
const SYMBIOTIC_VAULT = [
  "function epochDurationInit() view returns (uint48)",
  "function activeStake() view returns (uint256)",
  "function activeShares() view returns (uint256)",
];
const STETH = ["function sharesOf(address) view returns (uint256)"];
const WSTETH = ["function balanceOf(address) view returns (uint256)"];

export const restaking: PlayedKind = {
  name: "restaking",
  // What the vault puts in is staked at once, and nothing here asks for it back.
  asks: [],
  async open(world) {
    const { provider, deployment } = world;
    const { vault, prices, exitQueue } = deployment.contracts;
    const venue = await openSymbioticVault(provider);
    const settings = parseRestakingSetting(SETTING);
    const terms = {
      vault,
      steth: addressBook.stETH.address,
      wsteth: addressBook.wstETH.address,
      cap: settings.cap,
      haircut: settings.haircut,
      params: settings.params,
    };
    const wiring = {
      vault: venue.vault,
      subnetwork: SUBNETWORK,
      operator: accounts.liquidityProvider,
      ...NO_REWARDS,
    };
    const strategy = await deployed(world, readArtifact("SymbioticStrategy"), [terms, wiring]);
    await letDelegate(provider, venue, strategy);
    const abi = interfaceOf("SymbioticStrategy");
    const delegate = abi.encodeFunctionData("delegate", [10n ** 24n, 1n]);
    await inPlaceOfTheLoop(world, strategy, { settings: [["configure", strategy, delegate]] });
    const view = viewsOf(world, strategy, abi);
    const stake = viewsOf(world, venue.vault, SYMBIOTIC_VAULT);
    const steth = viewsOf(world, addressBook.stETH.address, STETH);
    const wsteth = viewsOf(world, addressBook.wstETH.address, WSTETH);
    const epochZero = Number(await stake("epochDurationInit"));
    return {
      watched: { kind: "restaking", vault, strategy, prices, exitQueue },
      choice: { kind: "restaking", settings, epoch: EPOCH, epochZero },
      world: mainnetOfMay2022(),
      // It looks at no prices, and its venue is younger than they are.
      openedAt: epochZero,
      follow: async () => [],
      async onChain() {
        return {
          values: [await view("entryUnits"), await view("exitUnits"), await view("withdrawLimit")],
          units: [
            await view("looseUnits"),
            await view("stakedUnits"),
            await view("pendingUnits"),
            await view("claimableUnits"),
          ],
          risk: numbersOf(await view("risk")),
          venue: [await stake("activeStake"), await stake("activeShares")],
          position: {
            wsteth: await wsteth("balanceOf", strategy),
            steth: await steth("sharesOf", strategy),
            level: Number(await view("level")),
            lastAction: Number(await view("lastAction")),
            lastAlarm: Number(await view("lastAlarm")),
            factorSeen: await view("factorSeen"),
          },
        };
      },
      inEngine({ played }) {
        if (!(played instanceof PlayedRestaking)) throw new Error("the run plays another kind");
        const { restaked } = played;
        const { wsteth, steth, level, lastAction, lastAlarm, factorSeen } = restaked.position;
        const { assets, shares } = activePot(restaked.venue);
        return {
          values: [books.entryUnits(restaked), books.exitUnits(restaked), books.withdrawLimit(restaked)],
          units: [
            looseUnits(restaked),
            books.stakedUnits(restaked),
            books.pendingUnits(restaked),
            books.claimableUnits(restaked),
          ],
          risk: books.risk(restaked),
          venue: [assets, shares],
          position: { wsteth, steth, level, lastAction, lastAlarm, factorSeen },
        };
      },
    };
  },
};
