import { describe, expect, test } from "vitest";
import { buildModel, type SiteModel } from "../../src/model/site.ts";
import type { Person } from "../../src/records/schema/person.ts";
import { editUrl, pageView } from "../../src/views/page.ts";
import { serviceView } from "../../src/views/service.ts";
import { at, noHistory, origin, records, service, site } from "../model/record.ts";

const url = "https://git.example.org/team/status";

function model(facts: object, prefix = ""): SiteModel {
  return buildModel(
    records({ site: site(facts) }),
    { ...origin, prefix, commit: "a".repeat(40) },
    at("12:00"),
    noHistory,
  );
}

describe("Links to the forge", () => {
  test.each([
    ["github", `${url}/edit/main/incidents/a%20b.md`, `${url}/commit/${"a".repeat(40)}`],
    ["gitlab", `${url}/-/edit/main/incidents/a%20b.md`, `${url}/-/commit/${"a".repeat(40)}`],
    ["forgejo", `${url}/_edit/main/incidents/a%20b.md`, `${url}/commit/${"a".repeat(40)}`],
  ])("lead to the file and the commit on %s", (forge, edit, commit) => {
    const own = model({ repository: { url: `${url}/`, forge } });
    expect(editUrl(own, "incidents/a b.md")).toBe(edit);
    const page = pageView(own, { title: "x", description: "x", path: "/" });
    expect(page.built.commit?.href).toBe(commit);
  });

  test("know that a site may be a folder of a larger repository", () => {
    const own = model({ repository: { url } }, "sites/status/");
    expect(editUrl(own, "content/site.yaml")).toBe(`${url}/edit/main/sites/status/content/site.yaml`);
  });

  test("are left out where the site names no repository", () => {
    expect(editUrl(model({}), "content/site.yaml")).toBeUndefined();
  });
});

describe("The owner of a service", () => {
  const people = new Map<string, Person>([
    ["ann", { name: "Ann Example", consent: "public" }],
    ["bob", { name: "Bob Example", consent: "handle" }],
    ["eve", { name: "Eve Example", consent: "anonymous" }],
  ]);
  const ownerOf = (owner: string, known = true): string | undefined => {
    const problem = { file: "content/people.yaml", leavesOut: true, severity: "error" } as const;
    const own = buildModel(
      records({
        people: known ? people : new Map(),
        services: [service("api", { owner })],
        problems: known
          ? []
          : [
              {
                ...problem,
                code: "yaml-syntax",
                line: 1,
                column: 1,
                message: "",
                found: "",
                expected: "",
                hint: "",
              },
            ],
      }),
      origin,
      at("12:00"),
      noHistory,
    );
    const state = own.services.get("api");
    return state && serviceView(own, state).charter.find((row) => row.label === "Owner")?.text;
  };

  test.each([
    ["ann", "Ann Example"],
    ["bob", "bob"],
    ["eve", "a maintainer"],
    ["Infrastructure team", "Infrastructure team"],
  ])("is shown as far as %s agreed", (owner, shown) => {
    expect(ownerOf(owner)).toBe(shown);
  });

  test("is nobody by name while people.yaml cannot be read", () => {
    expect(ownerOf("eve", false)).toBe("a maintainer");
    expect(ownerOf("Infrastructure team", false)).toBe("Infrastructure team");
  });
});
