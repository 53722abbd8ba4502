import type { NoticeOptions } from "./host";

/** Where notices appear: over the page, at the bottom of the window, so that nothing moves. */
export interface NoticeBoard {
  /** Shows a notice, in place of the one with the same key. Returns how to dismiss it. */
  show(message: string, options?: NoticeOptions): () => void;
  dispose(): void;
}

export function noticeBoard(parent: HTMLElement): NoticeBoard {
  const board = document.createElement("div");
  board.className = "notices";
  board.setAttribute("role", "status");
  board.setAttribute("aria-live", "polite");
  parent.append(board);
  const keyed = new Map<string, HTMLElement>();

  return {
    show(message, { action, key } = {}) {
      const notice = document.createElement("div");
      notice.className = "notice";
      const dismiss = (): void => {
        notice.remove();
        if (key !== undefined && keyed.get(key) === notice) keyed.delete(key);
      };
      const text = document.createElement("p");
      text.textContent = message;
      notice.append(text);
      if (action !== undefined) {
        notice.append(
          noticeButton(action.label, () => {
            dismiss();
            action.run();
          }),
        );
      }
      const close = noticeButton("×", dismiss);
      close.className = "notice-close";
      close.setAttribute("aria-label", "Dismiss");
      notice.append(close);
      if (key !== undefined) {
        keyed.get(key)?.remove();
        keyed.set(key, notice);
      }
      board.append(notice);
      return dismiss;
    },
    dispose() {
      board.remove();
      keyed.clear();
    },
  };
}

function noticeButton(label: string, run: () => void): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = label;
  button.addEventListener("click", run);
  return button;
}
