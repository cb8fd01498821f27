/**
 * JSON with its comments blanked, everything else at its place: what is left is YAML. Tabs become blanks, for YAML
 * takes none as indentation.
 */
export function withoutJsonComments(text: string): string {
  return text.replace(/"(?:[^"\\\n]|\\.)*"?|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|\t/g, (part) =>
    part.startsWith('"') ? part : part.replace(/[^\n\r]/g, " "),
  );
}
