/**
 * Takes out of a script of ours what only its readers need: lines of comments, indents, line ends, spaces beside signs,
 * brackets around the one parameter of a function, and commas and semicolons before closing brackets. It knows nothing of
 * strings and templates, so those of the script must not depend on any of it, and every statement must end with a
 * semicolon or a brace. A minifier would do more, but another version of
 * it would make other bytes of the same commit, and `daymark verify` would complain.
 */
export function squeeze(script: string): string {
  return script
    .replace(/^\s*\/\/.*\n/gm, "")
    .replace(/\n\s*/g, "")
    .replace(/ ?([={}(),?+|&]+>?|(?<=[\w`]):(?= [\w"[])) ?/g, "$1")
    .replace(/(?<!\w)\((\w+)\)=>/g, "$1=>")
    .replace(/,(?=[)}\]])|;(?=\})/g, "");
}
