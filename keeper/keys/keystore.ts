/** A key from an encrypted keystore (version 3 JSON, as geth and foundry write it), with its password in a file of its own. */
import { readFileSync } from "node:fs";
import { Wallet } from "ethers";
import { KeelError } from "../../errors/keel-error.ts";
import type { TransactionSigner } from "../send.ts";

/** @throws KEEL_NO_FILE, KEEL_BAD_KEY; neither names what is in the files */
export async function fromKeystore(file: string, passwordFile: string): Promise<TransactionSigner> {
  const json = read(file);
  const password = read(passwordFile).replace(/\r?\n$/, "");
  try {
    const wallet = await Wallet.fromEncryptedJson(json, password);
    return new Wallet(wallet.privateKey);
  } catch {
    throw new KeelError(
      "KEEL_BAD_KEY",
      `the keystore ${file} does not open with the password in ${passwordFile}`,
      "Check that they belong together",
    );
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    throw new KeelError("KEEL_NO_FILE", `${path} cannot be read`, "Check the path and who may read it");
  }
}
