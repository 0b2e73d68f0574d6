import type { APIRoute } from "astro";
import { squeeze } from "../embed/squeeze.ts";
import source from "../embed/status.js?raw";

/** The element `daymark-status`, as a classic script: one that another site can load without CORS. */
export const GET: APIRoute = () =>
  new Response(`${squeeze(source)}\n`, { headers: { "content-type": "text/javascript; charset=utf-8" } });
