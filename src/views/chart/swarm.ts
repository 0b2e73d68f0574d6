/** How far above or below the middle each dot goes so that none covers another one. */
export interface Swarm {
  /** In the order of the places, in pixels; what is above is negative. */
  readonly offsets: readonly number[];
  /** How far they reach above and below the middle, in pixels; neither is negative. */
  readonly above: number;
  readonly below: number;
}

/**
 * Puts dots at `places` (pixels along the axis) so that their middles are at least `spacing` apart, each as near to the
 * middle as it can be, from left to right. In a wider drawing they only get further apart.
 */
export function swarm(places: readonly number[], spacing: number): Swarm {
  const order = places.map((x, index) => ({ x, index })).toSorted((a, b) => a.x - b.x || a.index - b.index);
  const offsets: number[] = places.map(() => 0);
  let near: { readonly x: number; readonly y: number }[] = [];
  for (const { x, index } of order) {
    near = near.filter((other) => x - other.x < spacing);
    const y = freePlace(x, near, spacing);
    near.push({ x, y });
    offsets[index] = y;
  }
  const above = offsets.reduce((most, y) => Math.max(most, -y), 0);
  const below = offsets.reduce((most, y) => Math.max(most, y), 0);
  return { offsets, above, below };
}

/** The place nearest to the middle that touches no dot: the middle itself, or right beside one of them. */
function freePlace(
  x: number,
  near: readonly { readonly x: number; readonly y: number }[],
  spacing: number,
): number {
  const beside = near.flatMap((other) => {
    const far = Math.ceil(Math.sqrt(spacing ** 2 - (x - other.x) ** 2) * 10) / 10;
    return [other.y + far, other.y - far];
  });
  const isFree = (y: number): boolean =>
    near.every((other) => (x - other.x) ** 2 + (y - other.y) ** 2 >= spacing ** 2 - 0.001);
  const free = [0, ...beside].filter(isFree);
  const nearest = free.toSorted((a, b) => Math.abs(a) - Math.abs(b) || a - b)[0] ?? 0;
  return Math.round(nearest * 10) / 10;
}
