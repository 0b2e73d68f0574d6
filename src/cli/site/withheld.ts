import type { Withheld } from "../../history/revision.ts";
import type { Records } from "../../records/load.ts";
import { addressHider, type HideAddresses } from "../../records/postmortem/address.ts";
import { parsePostmortemText } from "../../records/postmortem/body.ts";
import { withoutAddresses } from "../../records/postmortem/restricted.ts";
import type { Postmortem } from "../../records/postmortem.ts";

/**
 * Records without the addresses that any version of a postmortem calls restricted, whoever wrote them down elsewhere. Advisories
 * stay as they are: their formats hold addresses that programs follow, and what was published of them never changes unnoticed.
 */
export function withoutWithheld(records: Records, { addresses }: Withheld): Records {
  if (addresses.size === 0) return records;
  const hide = addressHider(addresses);
  return {
    ...records,
    incidents: records.incidents.map((record) => withoutIn(record, hide)),
    services: records.services.map((record) => withoutIn(record, hide)),
    terms: records.terms.map((record) => withoutIn(record, hide)),
    postmortems: records.postmortems.map((record) => reportWithout(record, hide)),
  };
}

function reportWithout(record: Postmortem, hide: HideAddresses): Postmortem {
  const { id, source, body, headings: _headings, markup: _markup, ...data } = record;
  const shown = withoutAddresses(data, body, hide);
  if (shown.body === body && JSON.stringify(shown.data) === JSON.stringify(data)) return record;
  const isMdx = source.file.endsWith(".mdx");
  // A text of which nobody could say what the rest means is none.
  const text = parsePostmortemText(shown.body, 1, isMdx).text ?? parsePostmortemText("", 1, isMdx).text;
  return text ? { ...shown.data, ...text, id, source } : record;
}

/** A record with other texts, but for the file that it was read from; itself where none of them changes. */
function withoutIn<T extends { readonly source: unknown }>(record: T, hide: HideAddresses): T {
  const { source, ...rest } = record;
  const shown = mapped(rest, hide);
  return shown === rest ? record : ({ ...(shown as object), source } as T);
}

function mapped(value: unknown, hide: HideAddresses): unknown {
  if (typeof value === "string") return hide(value);
  if (Array.isArray(value)) {
    const all = value.map((one) => mapped(one, hide));
    return all.every((one, index) => one === value[index]) ? value : all;
  }
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, one]) => [key, mapped(one, hide), one] as const);
  if (entries.every(([, shown, one]) => shown === one)) return value;
  return { ...value, ...Object.fromEntries(entries.map(([key, shown]) => [key, shown])) };
}
