// @ts-expect-error: written in JavaScript, without declarations.
import * as cwe from "@secvisogram/csaf-validator-lib/cwe.js";
// @ts-expect-error: as above.
import * as mandatory from "@secvisogram/csaf-validator-lib/mandatoryTests.js";
// @ts-expect-error: as above.
import * as optional from "@secvisogram/csaf-validator-lib/optionalTests.js";
// @ts-expect-error: as above.
import { csaf_2_0_strict } from "@secvisogram/csaf-validator-lib/schemaTests.js";

type Finding = { readonly message?: string; readonly instancePath: string };
type Result = { readonly isValid?: boolean; readonly errors?: Finding[]; readonly warnings?: Finding[] };
type ValidatorTest = (document: unknown) => Result | Promise<Result>;

/** The tests of CSAF 2.0, sections 6.1 and 6.2, by the names of the validator. */
export const mandatoryTests: Readonly<Record<string, ValidatorTest>> = { ...mandatory };
export const optionalTests: Readonly<Record<string, ValidatorTest>> = { ...optional };

/** The weaknesses that test 6.1.11 knows. */
export const weaknesses: readonly { readonly id: string; readonly name: string }[] = cwe.weaknesses;

/** What schema, mandatory and optional tests find in a document, each as `test: place: message`. */
export async function findings(document: unknown): Promise<string[]> {
  const tests = { csaf_2_0_strict, ...mandatoryTests, ...optionalTests };
  const found: string[] = [];
  for (const [name, run] of Object.entries(tests)) {
    const { isValid = true, errors = [], warnings = [] } = (await run(document)) as Result;
    const all = [...errors, ...warnings];
    if (!isValid && all.length === 0) found.push(`${name}: invalid`);
    found.push(...all.map(({ instancePath, message }) => `${name}: ${instancePath}: ${message}`));
  }
  return found;
}
