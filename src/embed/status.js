// The element <daymark-status>, for the pages of other sites: the level of a status page, its open incidents, and the
// maintenance under way and next. It is sent as it stands here, without comments and spare spaces (src/pages/embed.js.ts),
// in at most 2048 bytes. It makes one request, to its own site, sets nothing but texts, and has no inline style: a page
// has to allow that site in script-src and connect-src, and no more. Whatever goes wrong is "Status unknown".
// A page may have it twice: the name is taken then, and nothing is to be done.
try {
  const from = document.currentScript?.src;
  // Only ASCII: a page in another encoding would read anything else wrong. Check mark, diamond, triangle, square, cross.
  // Statuspage's indicators with the shapes, words and colours (light, dark) of our pages.
  const looks = {
    none: ["\u2713", "Operational", "0b6f49,#65d49e"],
    maintenance: ["\u25c6", "Maintenance", "3057a3,#97bdf4"],
    minor: ["\u25b2", "Degraded", "845a00,#f1c45e"],
    major: ["\u25a0", "Partial outage", "a44600,#f4a76a"],
    critical: ["\u2715", "Major outage", "ae1419,#f98f87"],
  };
  const make = (name, ...parts) => {
    const made = document.createElement(name);
    made.append(...parts);
    return made;
  };
  const link = (href, ...parts) => Object.assign(make("a", ...parts), /^http/.test(href) && { href });
  const isNext = (work) => work.status === "scheduled";
  customElements.define(
    "daymark-status",
    class extends HTMLElement {
      async connectedCallback() {
        clearTimeout(this.timer);
        if (!this.isConnected) return;
        // A page may stay open for days.
        this.timer = setTimeout(() => this.connectedCallback(), 3e5);
        let home;
        let [sign, word, ink] = ["?", "Status unknown", "555,#bbb"];
        let more = [];
        try {
          home = new URL((this.getAttribute("src") ?? ".").replace(/\/?$/, "/"), from).href;
          const reply = await fetch(`${home}api/v2/summary.json`, {
            cache: "no-cache",
            signal: AbortSignal.timeout(8e3),
          });
          if (!reply.ok) throw 0;
          const { page, status, incidents, scheduled_maintenances: works } = await reply.json();
          // Those under way come first, then the soonest.
          const items = [...incidents, ...works.slice(0, works.findIndex(isNext) + 1 || 99)].map((one) =>
            make(
              "li",
              link(one.shortlink, make("bdi", one.name)),
              isNext(one)
                ? ` \xb7 ${new Date(one.scheduled_for).toLocaleString([], { dateStyle: "medium", timeStyle: "short" })}`
                : "",
            ),
          );
          more = [" \xb7 ", make("bdi", page.name)];
          if (items[0] && !this.hasAttribute("compact")) more.push(make("ul", ...items));
          [sign, word, ink] = looks[status.indicator];
        } catch {}
        const sheet = new CSSStyleSheet();
        // Light or dark as the page around it is, and not as its reader's system.
        sheet.replaceSync(
          `:host{display:block}div{background:Canvas;color:CanvasText;border:1px solid #8888;padding:.5em 1em;line-height:1.6;overflow-wrap:anywhere}ul{margin:0;padding:0 1em}b{color:light-dark(#${ink})}`,
        );
        this.role = "status";
        const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
        root.adoptedStyleSheets = [sheet];
        const made = make(
          "div",
          link(home, Object.assign(make("b", sign), { ariaHidden: "true" }), ` ${word}`),
          ...more,
        );
        // What has not changed is not read out again.
        if (!root.firstChild?.isEqualNode(made)) root.replaceChildren(made);
      }
    },
  );
} catch {}
