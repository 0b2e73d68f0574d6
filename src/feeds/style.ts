import type { SiteModel } from "../model/site.ts";
export function styleSheet(_model: SiteModel): string {
  return "";
}
