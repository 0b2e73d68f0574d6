/** Rows in columns, as far apart as the longest entry of each wants; the last column is not filled up. One row per line. */
export function table(rows: readonly (readonly string[])[], indent = ""): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? "").length)),
  );
  return rows
    .map((row) => {
      const cells = row.map((cell, column) =>
        column < row.length - 1 ? cell.padEnd(widths[column] ?? 0) : cell,
      );
      return `${indent}${cells.join("  ")}`;
    })
    .join("\n");
}
