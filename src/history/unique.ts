/**
 * Gives each name once: who asks for one that is taken gets it with a number, `2026-11-20-uploads~2`. No id of a record and no
 * anchor holds a tilde.
 */
export function uniqueIds(): (name: string) => string {
  const taken = new Map<string, number>();
  return (name) => {
    const count = (taken.get(name) ?? 0) + 1;
    taken.set(name, count);
    return count === 1 ? name : `${name}~${count}`;
  };
}
