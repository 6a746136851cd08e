/**
 * A vault for stETH with one leveraged loop, its exit queue, its claims on rewards and a zap into it: what is deployed, with which arguments, and what the owner sets afterwards.
 * Addresses and numbers are parameters, so that one module serves the offline mainnet and every fork; only how the lender's rate is read
 * differs by its generation.
 */
import { buildModule } from "@nomicfoundation/ignition-core";
import { MaxUint256 } from "ethers";
import { vaultLibraries } from "./vault-libraries.ts";

export const MODULE_ID = "StethLoop";

/** As `Role` in `contracts/vault/Roles.sol` numbers it. */
const KEEPER = 2;

/** The contract that reads what the lender asks for a loan. */
export type BorrowRateReader = "AaveV30BorrowRate" | "AaveV36BorrowRate";

const withReader = (reader: BorrowRateReader) =>
  buildModule(MODULE_ID, (m) => {
    const owner = m.getAccount(0);
    const stETH = m.getParameter("stETH");
    const curvePool = m.getParameter("curvePool");
    const feed = m.getParameter("feed");

    const adapter = m.contract("StethAdapter", [stETH]);
    const vault = m.contract(
      "KeelVault",
      [
        adapter,
        m.getParameter("name"),
        m.getParameter("symbol"),
        owner,
        m.getParameter("maxRate"),
        m.getParameter("depositCap"),
        m.getParameter("longestExit"),
      ],
      { libraries: vaultLibraries(m) },
    );
    const route = m.contract("StethEthRoute", [curvePool, stETH]);
    const lender = m.getParameter("lender");
    const weth = m.getParameter("weth");
    const borrowRate = m.contract(reader, [lender, weth]);
    const prices = m.contract("LoopPrices", [stETH, curvePool, feed, m.getParameter("prices"), borrowRate]);
    const flash = m.contract("BalancerFlash", [m.getParameter("balancerVault")]);
    const wiring = {
      advisors: m.contract("LoopAdvisors"),
      lender,
      steth: stETH,
      collateral: m.getParameter("wstETH"),
      weth,
      prices,
      route,
      flash,
      lenderFeed: m.getParameter("lenderFeed"),
      queue: m.getParameter("withdrawalQueue"),
      eMode: m.getParameter("eMode"),
    };
    const strategy = m.contract("LeveragedLoopStrategy", [
      vault,
      wiring,
      m.getParameter("rules"),
      m.getParameter("limits"),
    ]);
    const exitQueue = m.contract("ExitQueue", [
      vault,
      m.getParameter("maxWait"),
      m.getParameter("maxDiscount"),
    ]);
    const rewardClaims = m.contract("RewardClaims", [vault]);
    const zap = m.contract("StethZap", [stETH, wiring.collateral, wiring.weth, route]);
    // All in set-up, where nothing waits. With one strategy the vault's own cap is its cap.
    const added = m.call(vault, "addStrategy", [strategy, MaxUint256]);
    const queued = m.call(vault, "setExitQueue", [exitQueue, rewardClaims]);
    const granted = m.call(vault, "grant", [KEEPER, m.getParameter("keeper")]);
    const paid = m.call(vault, "setFeeRecipients", [owner, owner]);
    const fees = [m.getParameter("performanceFee"), m.getParameter("managementFee")];
    const priced = m.call(vault, "setFees", fees, { after: [paid] });
    m.call(vault, "open", [], { after: [added, queued, granted, priced] });

    return { adapter, vault, route, prices, flash, strategy, exitQueue, rewardClaims, zap };
  });

/** The module for each reader; its contracts by their role are the keys of a deployment. */
export const stethLoop = {
  AaveV30BorrowRate: withReader("AaveV30BorrowRate"),
  AaveV36BorrowRate: withReader("AaveV36BorrowRate"),
} as const satisfies Record<BorrowRateReader, unknown>;
