/** JSON Feed 1.1 as Daymark writes it, and nothing else: written by hand from jsonfeed.org/version/1.1. */
const text = { type: "string", minLength: 1 } as const;
const address = { type: "string", format: "uri", pattern: "^https?://" } as const;
/** RFC 3339, in UTC. */
const instant = { type: "string", format: "date-time", pattern: "Z$" } as const;
const texts = { type: "array", items: text, uniqueItems: true } as const;

const author = {
  type: "object",
  additionalProperties: false,
  required: ["name"],
  properties: { name: text, url: address },
} as const;

const item = {
  type: "object",
  additionalProperties: false,
  required: ["id", "url", "title", "content_html", "date_published", "date_modified", "tags", "_daymark"],
  properties: {
    id: address,
    url: address,
    title: text,
    content_html: text,
    date_published: instant,
    date_modified: instant,
    authors: { type: "array", minItems: 1, maxItems: 1, items: author },
    tags: { type: "array", items: { type: "string" } },
    _daymark: {
      type: "object",
      additionalProperties: false,
      required: ["record", "kind", "status", "services"],
      properties: {
        record: text,
        kind: text,
        status: text,
        severity: text,
        services: texts,
        advisory: {
          type: "object",
          additionalProperties: false,
          required: ["kind", "packages"],
          properties: { kind: text, severity: text, packages: texts },
        },
      },
    },
  },
} as const;

/** A JSON Schema (2020-12) of one document. */
export const jsonFeedSchema = {
  type: "object",
  additionalProperties: false,
  required: [
    "version",
    "title",
    "home_page_url",
    "feed_url",
    "description",
    "favicon",
    "authors",
    "language",
    "items",
  ],
  properties: {
    version: { const: "https://jsonfeed.org/version/1.1" },
    title: text,
    home_page_url: address,
    feed_url: address,
    description: text,
    next_url: address,
    icon: address,
    favicon: address,
    authors: { type: "array", minItems: 1, maxItems: 1, items: author },
    language: text,
    hubs: {
      type: "array",
      minItems: 1,
      items: {
        type: "object",
        additionalProperties: false,
        required: ["type", "url"],
        properties: { type: { const: "WebSub" }, url: address },
      },
    },
    items: { type: "array", items: item },
  },
} as const;
