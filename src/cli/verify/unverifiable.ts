/** Why nothing can be compared: a sentence or more, with what to do. The exit code is 1, as if something differed. */
export class Unverifiable extends Error {
  override readonly name = "Unverifiable";
}
