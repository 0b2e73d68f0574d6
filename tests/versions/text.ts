import fc from "fast-check";

/** Pieces that versions of all schemes are made of, and some that none has. */
const PIECES =
  "0 00 1 01 2 9 10 20261121 9007199254740993 . .. - -- _ + ~ ~~ ^ : ! # a b c m p r v x A RC rc cr alpha beta pre preview milestone snapshot final ga sp release stable dev post rev patch pl -r _rc _p1 _cvs .0 .1 -0 -1 +1 é α 🚨 __proto__".split(
    " ",
  );

/** Texts that are versions, nearly versions, or none. */
export const versionText: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...PIECES), { maxLength: 7 })
  .map((pieces) => pieces.join(""));

/** Versions that all schemes but Alpine's and R's read alike in their order: few, so that many meet. */
export const simpleVersion: fc.Arbitrary<string> = fc
  .tuple(fc.nat(3), fc.nat(3), fc.nat(2), fc.constantFrom("", "", "-alpha", "-rc.1"))
  .map(([major, minor, patch, suffix]) => `${major}.${minor}.${patch}${suffix}`);
