const MINUTE = 60_000;

/** A length of time in its largest unit, as people say it: `5 min`, `3 h`, `2 days`. */
export function roughly(ms: number): string {
  const minutes = Math.round(Math.abs(ms) / MINUTE);
  if (minutes < 1) return "less than a minute";
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 && hours < 6 ? `${hours} h ${minutes % 60} min` : `${hours} h`;
  const days = Math.floor(hours / 24);
  return days === 1 ? "1 day" : `${days} days`;
}

/** Calls back now and then every half minute while the page is visible; returns what stops it. */
export function everyHalfMinute(callback: () => void): () => void {
  callback();
  const timer = setInterval(() => {
    if (document.visibilityState === "visible") callback();
  }, MINUTE / 2);
  document.addEventListener("visibilitychange", callback);
  return () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", callback);
  };
}
