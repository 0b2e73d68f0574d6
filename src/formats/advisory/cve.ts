const CVE = /^CVE-\d{4}-\d{4,}$/;

/** Whether an id is one of CVE. */
export function isCve(id: string): boolean {
  return CVE.test(id);
}
