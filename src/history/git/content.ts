import { GitError, startGit } from "./process.ts";

/** Larger contents are not read: no record is that long. In bytes. */
const LARGEST = 1024 * 1024;

/**
 * Reads contents by their hashes, all through one `git cat-file --batch`, in the order that is given. `undefined` stands
 * for a content that is larger than `LARGEST`. Throws `GitError` where one is missing, as in a damaged repository.
 */
export async function* readContents(
  root: string,
  hashes: Iterable<string>,
): AsyncGenerator<{ readonly hash: string; readonly bytes: Uint8Array | undefined }> {
  const { output, done } = startGit(root, ["cat-file", "--batch", "--buffer"], lines(hashes));
  const source = reader(output);
  for (;;) {
    const header = await source.line();
    if (header === undefined) break;
    const [hash = "", type = "", size = ""] = header.split(" ");
    if (type === "missing") throw new GitError(`the content ${hash} is missing from the repository`);
    const length = Number(size);
    const bytes = await source.bytes(length, type === "blob" && length <= LARGEST);
    await source.bytes(1, false);
    yield { hash, bytes };
  }
  await done;
}

function* lines(hashes: Iterable<string>): Generator<string> {
  for (const hash of hashes) yield `${hash}\n`;
}

interface Reader {
  /** The next line without its end; undefined at the end of the stream. */
  line(): Promise<string | undefined>;
  /** The next bytes, copied; undefined if they are only to be passed over. */
  bytes(length: number, keep: boolean): Promise<Uint8Array | undefined>;
}

function reader(stream: AsyncIterable<Buffer>): Reader {
  const chunks = stream[Symbol.asyncIterator]();
  let chunk: Buffer = Buffer.alloc(0);
  const more = async (): Promise<boolean> => {
    const next = await chunks.next();
    if (next.done) return false;
    chunk = next.value;
    return true;
  };
  return {
    async line() {
      const pieces: Buffer[] = [];
      for (;;) {
        const end = chunk.indexOf(10);
        if (end !== -1) {
          pieces.push(chunk.subarray(0, end));
          chunk = chunk.subarray(end + 1);
          return Buffer.concat(pieces).toString("utf8");
        }
        pieces.push(chunk);
        if (!(await more())) return pieces.some((piece) => piece.length > 0) ? "" : undefined;
      }
    },
    async bytes(length, keep) {
      const kept = keep ? Buffer.alloc(length) : undefined;
      let at = 0;
      while (at < length) {
        if (chunk.length === 0 && !(await more())) break;
        const piece = chunk.subarray(0, length - at);
        kept?.set(piece, at);
        at += piece.length;
        chunk = chunk.subarray(piece.length);
      }
      return kept;
    },
  };
}
