import type { APIRoute, GetStaticPaths } from "astro";
import { type AuditPage, auditJsonPath, auditPages } from "../../../formats/audit.ts";
import { currentSite } from "../../../site.ts";
import { hasHistory } from "../../../views/audit/state.ts";

/** `/api/v1/audit.json` and the pages after it. There is none where the site has no audit history. */
export const getStaticPaths = (() => {
  const model = currentSite();
  const pages = hasHistory(model) ? auditPages(model) : [];
  return pages.map((page) => ({
    params: { audit: auditJsonPath(page.page).slice("/api/v1/".length, -".json".length) },
    props: { page },
  }));
}) satisfies GetStaticPaths;

export const GET: APIRoute<{ page: AuditPage }> = ({ props }) =>
  new Response(props.page.body, { headers: { "content-type": "application/json" } });
