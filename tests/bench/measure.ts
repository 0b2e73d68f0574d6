import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** What one command cost, the processes that it started included. */
export interface Cost {
  /** Milliseconds on the clock. */
  readonly wall: number;
  /** Milliseconds of user and system time; undefined where the system has no /proc. */
  readonly cpu: number | undefined;
  /** Bytes of memory that were resident at the same time; undefined where the system has no /proc. */
  readonly memory: number | undefined;
  readonly code: number;
  /** The end of what it wrote to standard error. */
  readonly errors: string;
}

const POLL = 50;
const KEPT = 4000;
/** `USER_HZ` of every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;
/** Positions in /proc/<pid>/stat after the name in brackets (proc_pid_stat(5): fields 4, 16, 17). */
const PARENT = 1;
const CHILDREN_USER = 13;
const CHILDREN_SYSTEM = 14;

/**
 * Runs a command and measures it. On Linux, CPU is what the kernel adds up of children that have ended (so nothing else
 * may run beside it), and memory is the sum over the tree of processes, looked at twenty times a second, but at least the
 * kernel's own high-water mark of each. Elsewhere only the clock is read.
 */
export async function measure(command: string, args: readonly string[]): Promise<Cost> {
  const before = childrenCpu();
  const started = performance.now();
  const child = spawn(command, args, { stdio: ["ignore", "ignore", "pipe"] });
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    errors = (errors + text).slice(-KEPT);
  });
  let memory: number | undefined;
  const timer = setInterval(() => {
    const now = child.pid === undefined ? undefined : treeMemory(child.pid);
    if (now !== undefined) memory = Math.max(memory ?? 0, now);
  }, POLL);
  const code = await new Promise<number>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (exit) => resolve(exit ?? 1));
  }).finally(() => clearInterval(timer));
  const wall = performance.now() - started;
  const after = childrenCpu();
  const cpu = before === undefined || after === undefined ? undefined : after - before;
  return { wall, cpu, memory, code, errors };
}

/** CPU of all children of this process that have ended, and of theirs. */
function childrenCpu(): number | undefined {
  const stat = statOf("self");
  if (!stat) return undefined;
  return ((Number(stat[CHILDREN_USER]) + Number(stat[CHILDREN_SYSTEM])) * 1000) / TICKS_PER_SECOND;
}

/** Resident memory of a process and all below it. */
function treeMemory(root: number): number | undefined {
  const children = new Map<number, number[]>();
  for (const pid of processes()) {
    const parent = Number(statOf(String(pid))?.[PARENT]);
    children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  let sum = 0;
  let most = 0;
  const waiting = [root];
  for (let pid = waiting.pop(); pid !== undefined; pid = waiting.pop()) {
    waiting.push(...(children.get(pid) ?? []));
    const status = read(`/proc/${pid}/status`) ?? "";
    const kilobytes = (name: string): number =>
      Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(status)?.[1] ?? 0);
    sum += kilobytes("VmRSS");
    most = Math.max(most, kilobytes("VmHWM"));
  }
  return sum === 0 ? undefined : Math.max(sum, most) * 1024;
}

function processes(): number[] {
  try {
    return readdirSync("/proc").map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

/** The fields of /proc/<pid>/stat after the name, which may hold spaces and brackets. */
function statOf(pid: string): string[] | undefined {
  const text = read(`/proc/${pid}/stat`);
  return text?.slice(text.lastIndexOf(")") + 2).split(" ");
}

/** A file of /proc, or undefined if the process is gone or the system has none. */
function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
