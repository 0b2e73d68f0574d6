import { BuildNotice } from "./build.ts";
import { CopyCode } from "./copy.ts";
import { NextUpdate } from "./due.ts";
import { MaintenanceClock } from "./maintenance.ts";
import { followSearchKey } from "./search/key.ts";
import { TimeNote } from "./time.ts";

/*
 * Everything here improves a page that can already be read. Nothing is loaded from anywhere else.
 */
customElements.define("time-note", TimeNote);
customElements.define("next-update", NextUpdate);
customElements.define("maintenance-clock", MaintenanceClock);
customElements.define("build-notice", BuildNotice);
customElements.define("copy-code", CopyCode);
CopyCode.wrapAll(document);
followSearchKey(document);
