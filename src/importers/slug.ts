const LONGEST = 80;

/** A lower-case id made of a name, `ci.jenkins.io` to `ci-jenkins-io`; `fallback` where nothing is left of it. */
export function slug(name: string, fallback: string): string {
  const words = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "")
    .join("-");
  return words.slice(0, LONGEST).replace(/-+$/, "") || fallback;
}

/** Takes an id that nothing else has, regardless of case: the wanted one, or with `-2`, `-3` and so on after it. */
export function takeId(wanted: string, taken: Set<string>): string {
  let id = wanted;
  for (let count = 2; taken.has(id.toLowerCase()); count++) id = `${wanted}-${count}`;
  taken.add(id.toLowerCase());
  return id;
}
