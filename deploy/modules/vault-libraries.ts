/** The libraries that `KeelVault` is linked to: what it does not do in its own bytes. */
import type { IgnitionModuleBuilder } from "@nomicfoundation/ignition-core";

export const VAULT_LIBRARIES = [
  "FeeMath",
  "Movements",
  "Notices",
  "PermitSigner",
  "Quarantine",
  "Risks",
  "Roster",
] as const;

export const vaultLibraries = (m: IgnitionModuleBuilder) =>
  Object.fromEntries(VAULT_LIBRARIES.map((name) => [name, m.library(name)]));
