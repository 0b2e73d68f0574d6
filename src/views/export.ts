/** The path of the list of the files in which all records can be had as JSON Lines. */
export const exportIndexPath = "/export/index.json";

/** The path of the first of these files, and on most sites the only one. */
export const exportPath = "/export/records.jsonl";
