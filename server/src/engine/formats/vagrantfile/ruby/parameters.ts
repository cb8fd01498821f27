import * as nodes from "@ruby/prism/src/nodes.js";
import type { Run } from "./run.ts";
import { pairOf, unknown, type Span, type Value } from "./values.ts";

/** Gives the parameters of a block or method their values, in the run's scope. */
export function bindParameters(
  parameters: nodes.ParametersNode | null,
  values: readonly Value[],
  span: Span,
  run: Run,
): void {
  const { requireds = [], optionals = [], keywords = [] } = parameters ?? {};
  [...requireds, ...optionals].forEach((parameter, index) => {
    bind(parameter, values[index], span, run);
  });
  const options = values[values.length - 1];
  for (const keyword of keywords) {
    const given =
      options?.kind === "map" && "name" in keyword ? pairOf(options.pairs, String(keyword.name)) : undefined;
    bind(keyword, given?.value, span, run);
  }
}

function bind(parameter: nodes.Node, value: Value | undefined, span: Span, run: Run): void {
  if (parameter instanceof nodes.MultiTargetNode) {
    const items = value?.kind === "list" ? value.items : [];
    parameter.lefts.forEach((left, index) => {
      bind(left, items[index], span, run);
    });
  } else if ("name" in parameter && typeof parameter.name === "string") {
    const hasDefault =
      parameter instanceof nodes.OptionalParameterNode || parameter instanceof nodes.OptionalKeywordParameterNode;
    const given = value ?? (hasDefault ? run.evaluate(parameter.value) : unknown(span));
    run.scope.variables.set(parameter.name, { value: given, written: 0 });
  }
}
