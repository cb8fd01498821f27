// These run in the page, so each function is self-contained.

interface Part {
  /** The elements among which one has to hold the text. */
  readonly selector: string;
  readonly text: string;
  /** The visible part of the window, from its top left corner. In points. */
  readonly picture: { readonly width: number; readonly height: number };
}

/** Whether a line of code with the text lies in the picture, with nothing before it. */
export function isLineShown({ selector, text, picture }: Part): boolean {
  return [...document.querySelectorAll(selector)].some((line) => {
    const content = (line.textContent ?? "").replaceAll("\u00A0", " ");
    const shown = line.firstElementChild;
    if (!shown || content.trim() !== text) return false;
    const { left, right, top, bottom, width } = shown.getBoundingClientRect();
    // All letters are equally wide; the editor may draw something in the indentation.
    const first = left + (width * content.indexOf(text)) / content.length;
    return (
      Math.min(left, top) >= 0 &&
      right <= picture.width &&
      bottom <= picture.height &&
      [first + 2, (first + right) / 2, right - 2].every((x) =>
        shown.contains(
          // A menu covers the window with an invisible layer to notice a click beside it.
          document
            .elementsFromPoint(x, (top + bottom) / 2)
            .find((element) => !element.matches(".context-view-block, .context-view-pointerBlock")) ?? null,
        ),
      )
    );
  });
}

/** Whether something that opened, with the text in it, lies in the picture and has nothing left to scroll to. */
export function isOpen({ selector, text, picture }: Part): boolean {
  return [...document.querySelectorAll(selector)].some((widget) => {
    const { left, right, top, bottom, width } = widget.getBoundingClientRect();
    return (
      (widget.textContent ?? "").includes(text) &&
      width > 0 &&
      Math.min(left, top) >= 0 &&
      right <= picture.width &&
      bottom <= picture.height &&
      [...widget.querySelectorAll(".monaco-scrollable-element > *, .monaco-list-rows")].every(
        (part) => part.scrollHeight <= part.clientHeight + 1,
      )
    );
  });
}

/** Returns whether the editor shows its first line at the top and nothing around it has scrolled. */
export function isAtTop(): boolean {
  for (let element = document.querySelector(".view-lines"); element; element = element.parentElement)
    if (element.scrollTop !== 0 || element.scrollLeft !== 0) return false;
  return [...document.querySelectorAll(".line-numbers")].some(
    (number) => number.textContent === "1" && number.getBoundingClientRect().top >= 0,
  );
}
