import type { Message } from "./message.ts";

/** Which messages a receiver wants. What is not given does not matter. */
export interface Filter {
  readonly services?: readonly string[] | undefined;
  readonly groups?: readonly string[] | undefined;
  readonly kinds?: readonly string[] | undefined;
  /** The least severity. */
  readonly severity?: string | undefined;
}

/** What a filter needs to know of the site. */
export interface Policy {
  /** Ids, worst first. */
  readonly severities: readonly string[];
  /** The group of each service. */
  readonly groups: ReadonlyMap<string, string>;
}

/**
 * Whether a message passes. Services and groups: one of the message's is enough, and what is about no service does not
 * pass. Severity: what has none does not pass; one that the policy does not know does, because it may be the worst.
 */
export function passes(filter: Filter, message: Message, policy: Policy): boolean {
  const { services, groups, kinds, severity } = filter;
  if (kinds && !kinds.includes(message.kind)) return false;
  if (services ?? groups) {
    const wanted = message.services.some(
      (id) => services?.includes(id) || groups?.includes(policy.groups.get(id) ?? ""),
    );
    if (!wanted) return false;
  }
  if (severity === undefined) return true;
  if (message.severity === undefined) return false;
  return policy.severities.indexOf(message.severity) <= policy.severities.indexOf(severity);
}
