import { groupAvailability, serviceAvailability, uptimeWindow } from "../../model/availability.ts";
import { clip } from "../../model/interval.ts";
import type { ServiceState } from "../../model/service.ts";
import type { SiteModel } from "../../model/site.ts";
import { type Availability, availability, uptimePercent, worstLevel } from "../../model/uptime.ts";
import { toRfc3339 } from "../../records/instant.ts";
import { uptimeText } from "../../views/bars.ts";
import { uptimeRule } from "../../views/status.ts";
import { jsonText } from "../json.ts";
import type { UptimeDocument } from "./schema/uptime.ts";
import { schemaUrl } from "./schema.ts";

/** `/api/v1/uptime.json`: the numbers of the pages, and all that they were computed from. */
export function uptimeJson(model: SiteModel): string {
  const { from, to } = uptimeWindow(model);
  const { window, weights } = model.site.uptime;
  const document: UptimeDocument = {
    $schema: schemaUrl(model, "uptime"),
    at: toRfc3339(model.now),
    rule: uptimeRule(model),
    window: { days: window, timeZone: model.site.timeZone, from: toRfc3339(from), to: toRfc3339(to) },
    weights: {
      maintenance: weights.maintenance,
      degraded: weights.degraded,
      partial: weights.partial,
      major: weights.major,
    },
    groups: model.groups.map((group) => ({
      id: group.id || null,
      name: group.name,
      ...percentOf(groupAvailability(model, group)),
    })),
    services: [...model.services.values()]
      .map((service) => serviceUptime(model, service))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
  return jsonText(document);
}

function serviceUptime(model: SiteModel, service: ServiceState): UptimeDocument["services"][number] {
  const whole = serviceAvailability(model, service);
  const observed = clip(service.life, uptimeWindow(model));
  return {
    id: service.record.id,
    ...percentOf(whole),
    observed: seconds(whole.observed),
    down: seconds(whole.down),
    at: lengths(whole),
    intervals: service.spans.flatMap((span) => {
      const part = observed && clip(span, observed);
      return part
        ? [{ from: toRfc3339(part.from), to: toRfc3339(part.to), level: part.level, weight: part.weight }]
        : [];
    }),
    days: model.days.flatMap((day) => {
      const one = availability(service.spans, day, service.life);
      const level = worstLevel(one);
      if (level === "operational") return [];
      return [{ day: day.key, uptime: uptimePercent(one) ?? null, level, at: lengths(one) }];
    }),
  };
}

function percentOf(of: Availability): { uptime: number | null; text: string } {
  const percent = uptimePercent(of);
  return { uptime: percent ?? null, text: uptimeText(percent) };
}

function lengths({ at }: Availability): UptimeDocument["services"][number]["at"] {
  return {
    maintenance: seconds(at.maintenance),
    degraded: seconds(at.degraded),
    partial: seconds(at.partial),
    major: seconds(at.major),
  };
}

/** Milliseconds as seconds, without noise of fractions far below a microsecond. */
function seconds(ms: number): number {
  return Math.round(ms * 1000) / 1_000_000;
}
