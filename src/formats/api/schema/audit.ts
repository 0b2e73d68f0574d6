import { z } from "zod";
import { historyKinds } from "../../../history/revision.ts";
import { address, line, modified, published, schemaAddress, time } from "./value.ts";

const hash = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);

const revision = z
  .strictObject({
    commit: hash.nullable().meta({ description: "Full hash; null for what is not committed yet." }),
    at: time.nullable().meta({ description: "When it was committed." }),
    authored: time.nullable().meta({ description: "When its author wrote it." }),
    author: line.nullable().meta({ description: "Who is named as its author; null for nobody." }),
    signature: z
      .enum(["verified", "unverified", "unsigned"])
      .nullable()
      .meta({ description: "Whether it is signed, and by a key that the site's repository allows." }),
    kind: z
      .enum(["added", "changed", "moved", "removed", "restored", "same"])
      .meta({ description: "What happened to the file; same: nothing that readers could see." }),
    from: line.nullable().meta({ description: "The path before, where it was another one." }),
    readable: z.boolean().meta({ description: "Whether this version can be read as a record." }),
    counts: z.boolean().meta({ description: "Whether it counts as a change of the record." }),
    material: z.boolean().meta({ description: "Whether facts changed, and not only wording." }),
    ignored: z.boolean().meta({ description: "Whether the site lists the commit as a bulk edit." }),
    changes: z
      .array(
        z.strictObject({
          text: line.meta({ description: "What changed, in words." }),
          material: z.boolean(),
          update: line.nullable().meta({ description: "Anchor of the update that it is about." }),
        }),
      )
      .meta({ description: "What changed." }),
    raw: address.nullable().meta({ description: "The text of this version." }),
  })
  .meta({ description: "One version of a record." });

/** `/api/v1/audit.json` and the pages after it. */
export const auditSchema = z
  .strictObject({
    $schema: schemaAddress,
    page: z.int().min(1).meta({ description: "Number of this page, from 1." }),
    pages: z.int().min(1).meta({ description: "How many pages there are." }),
    next: address.nullable().meta({ description: "The next page; null on the last one." }),
    records: z
      .array(
        z
          .strictObject({
            kind: z.enum(historyKinds),
            id: line,
            title: line,
            url: address,
            file: line.meta({ description: "Path of its file in the site's folder." }),
            published,
            modified,
            revisions: z.array(revision).meta({ description: "Newest first." }),
          })
          .meta({ description: "The history of one record." }),
      )
      .meta({ description: "By kind and id." }),
  })
  .meta({ title: "Audit history", description: "Every change of every record, in words." });
