import type { VersionScheme } from "../../src/versions/scheme.ts";
import { alpine } from "../../src/versions/schemes/alpine.ts";
import { composer } from "../../src/versions/schemes/composer.ts";
import { debian } from "../../src/versions/schemes/debian.ts";
import { maven } from "../../src/versions/schemes/maven.ts";
import { nuget } from "../../src/versions/schemes/nuget.ts";
import { cran, hackage } from "../../src/versions/schemes/numbers.ts";
import { pep440 } from "../../src/versions/schemes/pep440.ts";
import { pub } from "../../src/versions/schemes/pub.ts";
import { rpm } from "../../src/versions/schemes/rpm.ts";
import { rubygems } from "../../src/versions/schemes/rubygems.ts";
import { semver, tagged } from "../../src/versions/schemes/semver.ts";

/** Every scheme, by the name that the files of the data begin with. */
export const schemes: readonly (readonly [string, VersionScheme])[] = [
  ["alpine", alpine],
  ["cran", cran],
  ["debian", debian],
  ["hackage", hackage],
  ["maven", maven],
  ["nuget", nuget],
  ["packagist", composer],
  ["pub", pub],
  ["pypi", pep440],
  ["redhat", rpm],
  ["rubygems", rubygems],
  ["semver", semver],
  ["tagged", tagged],
];
