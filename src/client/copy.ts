/** A button that copies a piece of code or a command. Without a script, or without the right to copy, there is none. */
export class CopyCode extends HTMLElement {
  connectedCallback(): void {
    const code = this.querySelector("pre");
    if (!code || !navigator.clipboard || this.querySelector("button")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Copy";
    // Several on one page are told apart by what they copy.
    button.ariaDescription = (code.textContent ?? "").trim().split("\n")[0]?.slice(0, 80) ?? "";
    const status = document.createElement("span");
    status.className = "visually-hidden";
    status.role = "status";
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText((code.textContent ?? "").replace(/\n$/, ""));
        button.textContent = "Copied";
        status.textContent = "Copied";
      } catch {
        button.textContent = "Could not copy";
        status.textContent = "Could not copy";
      }
      setTimeout(() => {
        button.textContent = "Copy";
        status.textContent = "";
      }, 2000);
    });
    this.append(button, status);
  }

  /** Puts the element around every piece of code in texts that have commands to copy. */
  static wrapAll(root: ParentNode): void {
    for (const code of root.querySelectorAll(".lesson .text pre")) {
      const { parentNode, nextSibling } = code;
      const element = document.createElement("copy-code");
      element.append(code);
      parentNode?.insertBefore(element, nextSibling);
    }
  }
}
