// Creation code of our own contracts that call libraries, with the libraries' addresses put in.

import { readFileSync } from "node:fs";

interface Artifact {
  readonly bytecode: string;
  readonly linkReferences: Readonly<
    Record<string, Readonly<Record<string, readonly { readonly start: number; readonly length: number }[]>>>
  >;
}

/**
 * @param source as `compiled` takes it
 * @param deploy creates a contract from its creation code; called once for every library
 */
export async function linked(source: string, deploy: (code: string) => Promise<string>): Promise<string> {
  const { bytecode, linkReferences } = artifact(source);
  let code = bytecode;
  for (const [file, libraries] of Object.entries(linkReferences)) {
    for (const [library, places] of Object.entries(libraries)) {
      const path = file.slice(file.indexOf("contracts/"), file.lastIndexOf("/"));
      const address = await deploy(await linked(`${path}/${library}`, deploy));
      for (const { start, length } of places) {
        const at = 2 + 2 * start;
        code = code.slice(0, at) + address.slice(2) + code.slice(at + 2 * length);
      }
    }
  }
  return code;
}

function artifact(source: string): Artifact {
  const name = source.slice(source.lastIndexOf("/") + 1);
  const file = new URL(`../../artifacts/${source}.sol/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8"));
}
