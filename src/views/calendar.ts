import type { SiteModel } from "../model/site.ts";
import { absolute, servicePath } from "./page.ts";

/** The path of the calendar of all maintenance. */
export const maintenanceCalendarPath = "/maintenance.ics";

/** The path of the calendar of the days by which action items are due. */
export const actionsCalendarPath = "/feeds/actions.ics";

/** The path of the calendar of one service's maintenance. */
export function serviceCalendarPath(id: string): string {
  return `${servicePath(id)}maintenance.ics`;
}

/** The address with which a calendar program subscribes, instead of downloading once. */
export function webcalAddress(model: SiteModel, path: string): string {
  return absolute(model, path).replace(/^https?:/, "webcal:");
}
