export { addToMapping, addToPair } from "./edits/add.ts";
export { isEditable, toEdits, type Change } from "./edits/change.ts";
export { commentOutEntries, findEntry, removeEntries, type Held } from "./edits/remove.ts";
export { isPlainSafe, quoted, renderFlow, renderScalar } from "./edits/render.ts";
export { replaceScalar, replaceWithin } from "./edits/replace.ts";
