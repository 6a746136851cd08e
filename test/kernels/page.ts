// `docs/kernels.md`, made of the headers of the kernels' files and of what their proofs say. After a change of
// either, `node test/kernels/page.ts` writes it anew.

import { globSync, readFileSync, writeFileSync } from "node:fs";
import { projectRoot } from "../../devnet/project-root.ts";
import { discover } from "../figures/discover.ts";
import { type HeldKernels, type Proof, USUAL_CASES } from "../proof.ts";

export const PAGE = `${projectRoot}/docs/kernels.md`;

const KERNELS = `${projectRoot}/strategies/kernels`;

const OPENING = `# Kernels

A kernel is a pure function of bigints that gives what a protocol's contract gives, to the wei: \`strategies/kernels/\`. Each file says
what it ports, from which version, and in which quirk that version differs from others that look the same.

Every kernel is held against the code that it ports, in a local EVM: random cases with edges (nothing, 1 wei, the largest that the
contract takes, no time, a year, empty reserves and pools), then the same in long random histories. Zero wei of difference is allowed.
\`npm run prove\` tries as many cases as the first table says and fails at a single difference, which it tells by the smallest example it
finds; \`npm test\` tries a seeded share. The grade is that of the code it is held against: *genuine*, the protocol's own from its
package; *proven*, recorded mainnet code or a port that equals it; *checked*, a port that equals published vectors and a second
implementation; *unproven*, a port that nothing recorded or published has been held against.

## As a library

\`npm run build:kernels\` writes the kernels alone as a package, \`keel-kernels\`, into \`dist/kernels\`: JavaScript with types, no dependencies.
Each file of the tables below is an entry of that name without its ending.

    npm run build:kernels && npm pack ./dist/kernels     # then, elsewhere: npm install ./keel-kernels-0.1.0.tgz

    import { getDy } from "keel-kernels/curve/get-dy";
    import { accrue } from "keel-kernels/aave/v3.0/accrue";

Amounts are bigints in the token's smallest unit, rates and indices bigints at the scale that a function's comment names (WAD 1e18, RAY
1e27), times whole seconds as numbers. A state is a plain object: transitions such as \`accrue\` and \`exchange\` change it in place, all
other functions leave it alone. Where the contract would revert a kernel throws \`ProtocolRevert\` with the contract's reason, a
division by zero throws \`RangeError\`, and the state is as it was.
`;

type Kernel = { readonly path: string; readonly ports: string; readonly quirk: string };

const FAMILIES: Readonly<Record<string, string>> = {
  aave: "Aave",
  curve: "Curve's stETH pool",
  "curve-ng": "Curve StableSwap-NG",
  eigenlayer: "EigenLayer",
  lido: "Lido",
  math: "Fixed-point arithmetic",
  "rate-bearing": "Rate-bearing tokens",
  symbiotic: "Symbiotic",
};

/** The page as the repository stands. */
export async function kernelsPage(): Promise<string> {
  const proofs = (await kernelProofs()).sort((a, b) => a.name.localeCompare(b.name));
  const lines = [OPENING, "## Proofs", ""];
  lines.push("| id | what it holds | cases |", "|---|---|---:|");
  for (const proof of proofs) {
    const cases = (proof.cases ?? USUAL_CASES).toLocaleString("en");
    lines.push(`| ${idOf(proof)} | ${proof.name.slice(idOf(proof).length + 1)} | ${cases} |`);
  }
  const kernels = portedKernels();
  for (const family of [...new Set(kernels.map(({ path }) => familyOf(path)))]) {
    lines.push("", `## ${FAMILIES[family] ?? family}`, "");
    lines.push("| kernel | ports | quirk | held against | grade | proof |", "|---|---|---|---|---|---|");
    for (const kernel of kernels.filter(({ path }) => familyOf(path) === family))
      lines.push(row(kernel, proofs));
  }
  return `${lines.join("\n")}\n`;
}

/** The proofs that hold kernels: those with an id of their own. */
export const kernelProofs = async (): Promise<Proof[]> =>
  (await discover<Proof>("test/proofs/*.proof.ts", "proof")).filter(({ name }) => name.startsWith("KRN-"));

export const idOf = ({ name }: Proof): string => name.slice(0, "KRN-00".length);

/** The kernels that say in their header what they port. */
export function portedKernels(): Kernel[] {
  const kernels: Kernel[] = [];
  for (const path of globSync("**/*.ts", { cwd: KERNELS, exclude: ["**/*.test.ts"] }).sort()) {
    const header = headerOf(readFileSync(`${KERNELS}/${path}`, "utf8"));
    const [, ports] = /Ports (.*?)\.(?= [A-Z]|$)/.exec(header) ?? [];
    const [, quirk = ""] = /Quirk: (.*)$/.exec(header) ?? [];
    if (ports !== undefined) kernels.push({ path, ports, quirk });
  }
  return kernels;
}

/** What a proof says of a kernel, if it holds it. */
export const heldBy = ({ path }: Kernel, { holds = [] }: Proof): HeldKernels | undefined =>
  holds.find(({ kernels }) => kernels.some((kernel) => path === kernel || path.startsWith(`${kernel}/`)));

const familyOf = (path: string): string => path.slice(0, path.indexOf("/"));

/** The comment that a file begins with, as one line. */
const headerOf = (source: string): string => {
  const lines = source.split("\n");
  const end = lines.findIndex((line) => !line.startsWith("//"));
  return lines
    .slice(0, end)
    .map((line) => line.slice(2).trim())
    .join(" ");
};

function row(kernel: Kernel, proofs: readonly Proof[]): string {
  const holding = proofs.flatMap((proof) => {
    const held = heldBy(kernel, proof);
    return held === undefined ? [] : [{ ...held, id: idOf(proof) }];
  });
  const unique = (words: string[]) => [...new Set(words)].join("; ");
  const cells = [
    `\`${kernel.path}\``,
    kernel.ports,
    kernel.quirk,
    unique(holding.map(({ against }) => against)),
    unique(holding.map(({ grade }) => grade)),
    unique(holding.map(({ id }) => id)),
  ];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

if (import.meta.main) writeFileSync(PAGE, await kernelsPage());
