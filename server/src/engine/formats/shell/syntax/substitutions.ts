import {
  forEachChild,
  type ArithmeticCommandExpansion,
  type Assignment,
  type CommandExpansionPart,
  type HereDocBody,
  type ProcessSubstitutionPart,
  type SyntaxNode,
  type Word,
} from "unbash";

/** `$(…)`, backticks, `<(…)` or `>(…)`. */
export interface Substitution {
  readonly node: CommandExpansionPart | ProcessSubstitutionPart | ArithmeticCommandExpansion;
  /** Runs only when something around it asks for it: `${X:-$(…)}`, `[[ a && $(…) ]]`. */
  readonly conditional: boolean;
}

const opening = /\$\(|`|[<>]\(|\$\{[\s|]/;

/** True when the written form may hold a substitution. */
export function mayHoldSubstitution(written: string): boolean {
  return opening.test(written);
}

/** The substitutions in a node in the order of their places; those within another one belong to that one. */
export function substitutionsIn(node: SyntaxNode, except?: SyntaxNode): readonly Substitution[] {
  const found: Substitution[] = [];
  const visit = (child: SyntaxNode, conditional: boolean): void => {
    if (child === except) return;
    if (isSubstitution(child)) {
      found.push({ node: child, conditional });
    } else if (child.type === "TestLogical") {
      for (const [index, operand] of child.operands.entries()) visit(operand, conditional || index > 0);
    } else if (!isText(child) || mayHoldSubstitution(child.text)) {
      const within = conditional || child.type === "Default" || child.type === "ArithmeticTernary";
      forEachChild(child, (grandchild) => {
        visit(grandchild, within);
      });
    }
  };
  visit(node, false);
  return found;
}

function isSubstitution(node: SyntaxNode): node is Substitution["node"] {
  return (
    node.type === "CommandExpansion" ||
    node.type === "ProcessSubstitution" ||
    node.type === "ArithmeticCommandExpansion"
  );
}

/** Nodes that the parser takes apart when asked for what is in them. */
function isText(node: SyntaxNode): node is Word | Assignment | HereDocBody {
  return node.type === "Word" || node.type === "Assignment" || node.type === "HereDocBody";
}
