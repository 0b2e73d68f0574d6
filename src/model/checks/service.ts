import { quote } from "../../records/quote.ts";
import type { Service } from "../../records/service.ts";
import { placesOf } from "../../records/source.ts";
import { type Known, type Report, unknownService } from "./known.ts";

/** Checks what a service refers to. */
export function checkService(service: Service, known: Known, report: Report): void {
  const at = placesOf(service.source);
  if (service.group !== "" && !known.groups.has(service.group)) {
    report(at(["group"]), {
      code: "group-unknown",
      message: "This group is not in content/site.yaml, so the service is shown under Other services.",
      found: quote(service.group),
      expected: `a group of content/site.yaml: ${known.groups.list()}`,
      hint: known.groups.guess(service.group, "Add the group to groups in content/site.yaml."),
    });
  }
  for (const [index, id] of service.dependsOn.entries()) {
    if (!known.serviceIds.has(id)) report(at(["dependsOn", index]), unknownService(id, known));
  }
}
