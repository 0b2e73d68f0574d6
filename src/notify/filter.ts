import { type SeverityWord, severityWords } from "../scores/cvss.ts";
import type { Message } from "./message.ts";

/** Which messages a receiver wants. What is not given does not matter. */
export interface Filter {
  readonly services?: readonly string[] | undefined;
  readonly groups?: readonly string[] | undefined;
  /** Package URLs, without versions. */
  readonly packages?: readonly string[] | undefined;
  readonly kinds?: readonly string[] | undefined;
  /** The least severity of what is no advisory. */
  readonly severity?: string | undefined;
  /** The least severity of advisories. */
  readonly advisorySeverity?: SeverityWord | undefined;
}

/** What a filter needs to know of the site. */
export interface Policy {
  /** Ids, worst first. */
  readonly severities: readonly string[];
  /** The group of each service. */
  readonly groups: ReadonlyMap<string, string>;
}

/**
 * Whether a message passes. Services, groups and packages: one of the message's is enough, and what is about none does not
 * pass. Severity: what has none does not pass; one that the policy does not know does, because it may be the worst. An
 * advisory has none of the policy's severities but one of its own; malware is as bad as can be.
 */
export function passes(filter: Filter, message: Message, policy: Policy): boolean {
  const { services, groups, packages, kinds, severity } = filter;
  if (kinds && !kinds.includes(message.kind)) return false;
  if (services ?? groups ?? packages) {
    const wanted =
      message.services.some(
        (id) => services?.includes(id) || groups?.includes(policy.groups.get(id) ?? ""),
      ) || message.advisory?.packages.some((purl) => packages?.includes(purl));
    if (!wanted) return false;
  }
  if (message.advisory && filter.advisorySeverity !== undefined) {
    return isAsBad(message.advisory, filter.advisorySeverity);
  }
  if (severity === undefined) return true;
  if (message.severity === undefined) return false;
  return policy.severities.indexOf(message.severity) <= policy.severities.indexOf(severity);
}

function isAsBad({ kind, severity }: NonNullable<Message["advisory"]>, least: SeverityWord): boolean {
  if (kind === "malware") return true;
  const words: readonly string[] = severityWords;
  return severity !== undefined && words.indexOf(severity) <= words.indexOf(least);
}
