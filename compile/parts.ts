/**
 * A compilation asked for in parts: every part has all sources and so the same ids, but answers for some of them only.
 * The compiler, WebAssembly of 4 GiB at most, has not the memory to write one answer for everything.
 */
import type { CompilerInput, CompilerOutput } from "hardhat/types/solidity";

/**
 * The input as parts that each answer for neighbouring sources of about `size` characters; sources are neighbours by name,
 * so that a part's contracts share what they deploy, which is compiled once a part.
 */
export function inParts(input: CompilerInput, size: number): CompilerInput[] {
  const names = Object.keys(input.sources).sort();
  const lengthOf = (name: string) => input.sources[name]?.content.length ?? 0;
  const all = names.reduce((sum, name) => sum + lengthOf(name), 0);
  const count = Math.max(1, Math.ceil(all / size));
  const parts: string[][] = Array.from({ length: count }, () => []);
  let before = 0;
  for (const name of names) {
    parts[Math.floor((count * before) / all)]?.push(name);
    before += lengthOf(name);
  }
  return parts.filter((part) => part.length > 0).map((part) => answeringFor(input, part));
}

function answeringFor(input: CompilerInput, names: readonly string[]): CompilerInput {
  const every = input.settings.outputSelection["*"] ?? {};
  const outputSelection = Object.fromEntries(
    names.map((name) => [name, { ...every, ...input.settings.outputSelection[name] }]),
  );
  return { ...input, settings: { ...input.settings, outputSelection } };
}

/** What all parts answered, as one answer; a warning that several parts give stands once. */
export function asOne(outputs: readonly CompilerOutput[]): CompilerOutput {
  const errors = new Map(
    outputs
      .flatMap((output) => output.errors ?? [])
      .map((error) => [error.formattedMessage ?? error.message, error]),
  );
  const sources: CompilerOutput["sources"] = {};
  // Every part names all sources, and has the tree of its own.
  for (const output of outputs)
    for (const [name, source] of Object.entries(output.sources ?? {}))
      sources[name] = { ...sources[name], ...source };
  return {
    ...(errors.size > 0 && { errors: [...errors.values()] }),
    sources,
    contracts: Object.assign({}, ...outputs.map(({ contracts }) => contracts)),
  };
}
