/** The kinds of strategy that a run can play, by name. */

/** All but the loop, which has settings with names of their own. */
export const OTHER_KINDS = ["lending", "curve-lp", "restaking"] as const;
export type OtherKind = (typeof OTHER_KINDS)[number];

export const KINDS = ["leveraged-loop", ...OTHER_KINDS] as const;
export type Kind = (typeof KINDS)[number];

export const isOtherKind = (name: string): name is OtherKind => OTHER_KINDS.some((kind) => kind === name);
