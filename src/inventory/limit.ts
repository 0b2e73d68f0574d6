/*
 * What the readers take on, so that every input ends with an answer within seconds. Real files stay far below: the
 * largest lockfiles have some ten thousand packages and some megabytes.
 */

/** Largest file, in bytes; the page compares `File.size` with it before it reads. */
export const MAX_BYTES = 50 * 1024 * 1024;

/**
 * Largest TOML, in UTF-16 code units: a table of some million keys costs the parser many times its length, in time and
 * in memory.
 */
export const MAX_TOML = 10 * 1024 * 1024;

/** Most dots in a TOML text, those in strings not counted: `[package.dependencies]` has one. */
export const MAX_DOTS = 500_000;

/** Most levels of brackets in JSON and TOML. */
export const MAX_DEPTH = 1000;

/** Most objects and lists in a JSON text: each costs memory, and `[[],[],…` has one every three bytes. */
export const MAX_CONTAINERS = 4_000_000;

/** Longest line of a format that is read by lines, in UTF-16 code units. */
export const MAX_LINE = 100_000;

/** Most entries of one inventory, those that are left out and those that are there twice included. */
export const MAX_ENTRIES = 500_000;

/** Longest name or version, in UTF-16 code units. */
export const MAX_WORD = 512;

/** Longest purl, in UTF-16 code units. */
export const MAX_PURL = 4096;
