import type { SiteModel } from "../model/site.ts";
import { link, type PageView, pageView } from "./page.ts";

/** `/404.html`, which hosts show for an address that does not exist. */
export interface NotFoundView {
  readonly page: PageView;
  readonly home: string;
  readonly history: string;
}

/** Makes the page for what does not exist. */
export function notFoundView(model: SiteModel): NotFoundView {
  return {
    page: pageView(model, { title: "Not found", description: "There is no such page.", path: "/404/" }),
    home: link(model, "/"),
    history: link(model, "/history/"),
  };
}
