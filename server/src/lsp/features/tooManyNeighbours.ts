import { DiagnosticSeverity, type Diagnostic } from "vscode-languageserver";

/** Said in place of silence where a file leads to more others than one analysis reads. */
export const tooManyNeighbours: Diagnostic = {
  range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
  severity: DiagnosticSeverity.Information,
  source: "bulkhead",
  message: "This file leads to more other files than are read for one analysis, so some advice may be missing.",
};
